// One stream on a direct connection: what is said, how much of it was heard, and its end. What can be said or heard at once
// goes past the queues of libp2p: a small word would else spend more time in them than on the way.

import type { Logger } from '@libp2p/interface'
import { AbstractStream, type SendResult } from '@libp2p/utils'
import type { Uint8ArrayList } from 'uint8arraylist'
import { utf8Encode } from '../core/bytes.ts'
import { Malformed } from '../core/wire.ts'
import { type Frame, type FrameKind, frameBodyBytesMax } from './stream-frame.ts'

/** What one side may have said before the other has heard it. */
export const windowBytes = 1_048_576
/** Told after every word, it would cost as many messages as are said. */
const heardEveryBytes = windowBytes / 4

export interface DirectStreamOptions {
  readonly number: number
  readonly direction: 'inbound' | 'outbound'
  readonly protocol: string
  readonly log: Logger
  /** Says a frame, and keeps nothing of it; whether more may follow at once. */
  readonly say: (kind: FrameKind, amount: number, body: Uint8Array) => boolean
}

export class DirectStream extends AbstractStream {
  readonly #say: DirectStreamOptions['say']
  /** What may still be said. */
  #windowBytes = windowBytes
  /** What came, and was not called heard. */
  #owedBytes = 0
  #hearer: ((bytes: Uint8Array) => void) | null = null

  constructor({ number, say, ...init }: DirectStreamOptions) {
    super({
      ...init,
      id: `${number}`,
      inactivityTimeout: Number.POSITIVE_INFINITY,
      maxMessageSize: frameBodyBytesMax,
    })
    this.#say = say
  }

  /** What comes while nothing waits here is heard without an event, which costs the browser more than a small word. */
  hearAtOnce(hearer: (bytes: Uint8Array) => void): void {
    this.#hearer = hearer
  }

  begin(): void {
    const protocol = utf8Encode(this.protocol)
    this.#say('open', protocol.length, protocol)
  }

  hear({ kind, body, amount }: Frame): void {
    if (kind === 'data') this.#hearData(body)
    else if (kind === 'heard') this.#widen(amount)
    else if (kind === 'end') this.onRemoteCloseWrite()
    else if (kind === 'reset') this.onRemoteReset()
    else throw new Malformed(`frame.stream: ${this.id} is open already`)
  }

  /** Keeps nothing of what it is given. */
  override send(bytes: Uint8Array | Uint8ArrayList): boolean {
    const isFree = this.writeStatus === 'writable' && !this.writableNeedsDrain && this.writeBufferLength === 0
    const isSmall = bytes.byteLength > 0 && bytes.byteLength <= Math.min(frameBodyBytesMax, this.#windowBytes)
    if (!isFree || !isSmall) return super.send(bytes.slice())
    this.writableNeedsDrain = !this.#sayData(bytes.subarray())
    return !this.writableNeedsDrain
  }

  sendData(bytes: Uint8ArrayList): SendResult {
    const sentBytes = Math.min(bytes.byteLength, this.#windowBytes)
    if (sentBytes === 0) return { sentBytes, canSendMore: false }
    return { sentBytes, canSendMore: this.#sayData(bytes.subarray(0, sentBytes)) }
  }

  async sendCloseWrite(): Promise<void> {
    this.#say('end', 0, nothing)
  }

  /** Nobody is told: the other side ends what it says when it is told of the end of this one. */
  async sendCloseRead(): Promise<void> {}

  sendReset(): void {
    this.#say('reset', 0, nothing)
  }

  /** While it is paused nothing is called heard, and the window closes. */
  sendPause(): void {}

  sendResume(): void {
    this.#sayHeard()
  }

  #sayData(bytes: Uint8Array): boolean {
    this.#windowBytes -= bytes.length
    const isRoom = this.#say('data', bytes.length, bytes)
    return isRoom && this.#windowBytes > 0
  }

  #hearData(body: Uint8Array): void {
    this.#owedBytes += body.length
    if (this.#owedBytes > windowBytes)
      throw new Malformed(`frame.body: more than the ${windowBytes} bytes of the window`)
    const isFree = this.readStatus === 'readable' && this.readBufferLength === 0
    if (isFree && this.#hearer !== null) this.#hearer(body)
    else this.onData(body)
    if (this.#owedBytes >= heardEveryBytes && this.readStatus !== 'paused') this.#sayHeard()
  }

  #sayHeard(): void {
    const heardBytes = this.#owedBytes
    this.#owedBytes = 0
    if (heardBytes > 0) this.#say('heard', heardBytes, nothing)
  }

  #widen(bytes: number): void {
    this.#windowBytes += bytes
    if (this.#windowBytes > windowBytes) throw new Malformed('frame.amount: more was heard than was said')
    this.safeDispatchEvent('drain')
  }
}

const nothing = new Uint8Array(0)
