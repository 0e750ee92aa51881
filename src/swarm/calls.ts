// Questions and answers between two members: many at once, each with a deadline, each with a certain or uncertain end.

import { after } from './clock.ts'
import { cutText, type RoomFrame, reasonBytesMax } from './room-frame.ts'

export const answerWithinMs = 10_000

/** `refused`: nothing happened and nothing will. `unknown`: it may have happened. When in doubt, unknown. */
export class AskError extends Error {
  override readonly name = 'AskError'
  readonly outcome: 'refused' | 'unknown'

  constructor(outcome: 'refused' | 'unknown', why: string) {
    super(why)
    this.outcome = outcome
  }
}

export interface AskOptions {
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** Answers a question; throwing `AskError('refused', ...)` promises that nothing happened. */
export type Answerer = (bytes: Uint8Array, signal: AbortSignal) => Promise<Uint8Array>

export interface CallsOptions {
  readonly send: (frame: RoomFrame) => void
  readonly answererOf: (channel: string) => Answerer | undefined
  readonly asksAtOnceMax: number
}

interface Pending {
  readonly resolve: (bytes: Uint8Array) => void
  readonly reject: (error: Error) => void
}

export class Calls {
  readonly #options: CallsOptions
  readonly #pending = new Map<number, Pending>()
  readonly #answering = new Map<number, AbortController>()
  #count = 0

  constructor(options: CallsOptions) {
    this.#options = options
  }

  ask(channel: string, bytes: Uint8Array, { timeoutMs = answerWithinMs, signal }: AskOptions): Promise<Uint8Array> {
    if (signal?.aborted) return Promise.reject(new AskError('refused', 'it was given up before it was asked'))
    const { send, asksAtOnceMax } = this.#options
    if (this.#pending.size >= asksAtOnceMax) {
      return Promise.reject(new AskError('refused', `${asksAtOnceMax} questions already wait for this peer`))
    }
    const call = this.#count++
    return new Promise<Uint8Array>((resolve, reject) => {
      const giveUp = (why: string) => {
        settle()
        send({ type: 'cancel', call })
        reject(new AskError('unknown', why))
      }
      const stopWaiting = after(timeoutMs, () => giveUp(`${channel}: no answer within ${timeoutMs} ms`))
      const abort = () => giveUp(`${channel}: given up while waiting for the answer`)
      signal?.addEventListener('abort', abort)
      const settle = () => {
        stopWaiting()
        signal?.removeEventListener('abort', abort)
        this.#pending.delete(call)
      }
      this.#pending.set(call, {
        resolve: bytes => {
          settle()
          resolve(bytes)
        },
        reject: error => {
          settle()
          reject(error)
        },
      })
      send({ type: 'ask', call, channel, bytes })
    })
  }

  receive(frame: RoomFrame): void {
    if (frame.type === 'ask') void this.#answer(frame)
    else if (frame.type === 'cancel') this.#answering.get(frame.call)?.abort()
    else if (frame.type === 'answer') this.#pending.get(frame.call)?.resolve(frame.bytes)
    else if (frame.type === 'refuse') {
      this.#pending.get(frame.call)?.reject(new AskError(frame.isDefinite ? 'refused' : 'unknown', frame.why))
    }
  }

  /** The connection was lost: who waits does not know, who works may stop. */
  close(why: string): void {
    for (const { reject } of [...this.#pending.values()]) reject(new AskError('unknown', why))
    for (const controller of this.#answering.values()) controller.abort()
  }

  async #answer({ call, channel, bytes }: Extract<RoomFrame, { type: 'ask' }>): Promise<void> {
    const { send, answererOf, asksAtOnceMax } = this.#options
    const answerer = answererOf(channel)
    if (answerer === undefined || this.#answering.size >= asksAtOnceMax || this.#answering.has(call)) {
      const why = answerer === undefined ? 'nobody answers on this channel' : 'too many questions at once'
      return send({ type: 'refuse', call, why, isDefinite: true })
    }
    const controller = new AbortController()
    this.#answering.set(call, controller)
    try {
      const answer = await answerer(bytes, controller.signal)
      if (!controller.signal.aborted) send({ type: 'answer', call, bytes: answer })
    } catch (error) {
      const isDefinite = error instanceof AskError && error.outcome === 'refused'
      const why = cutText((error as Error).message, reasonBytesMax)
      if (!controller.signal.aborted) send({ type: 'refuse', call, why, isDefinite })
    } finally {
      this.#answering.delete(call)
    }
  }
}
