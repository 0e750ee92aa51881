// How two browsers come to share one data channel: an offer, an answer and their candidates, over any carrier.

import type { PeerId } from '../core/ids.ts'
import { DataChannelPort } from './data-channel-port.ts'
import { fromSdp, isSafeCandidate, isSafeDescription, toSdp } from './description.ts'
import type { Line } from './line.ts'
import type { Port } from './port.ts'
import { isSignedBy, type Signal, type Statement, statementBytes } from './signal.ts'

/** A laptop with VPNs and containers offers about a dozen; more is somebody's game. */
const candidatesMax = 32

export interface NegotiationOptions {
  readonly self: PeerId
  readonly peer: PeerId
  readonly session: number
  /** Not used yet; the negotiation closes it when it fails. */
  readonly line: Line
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array> | Uint8Array
  readonly say: (said: Signal) => void
  /** Ends the attempt, and names why. */
  readonly signal: AbortSignal
}

/** Why there is no direct way, for a page to say in its reader's language. */
export type DirectTrouble = 'noCandidates' | 'unreachable' | 'late' | 'declined' | 'forged' | 'other'

export class NegotiationError extends Error {
  override readonly name = 'NegotiationError'
  readonly trouble: DirectTrouble

  constructor(trouble: DirectTrouble, why: string) {
    super(why)
    this.trouble = trouble
  }
}

export class Negotiation {
  /** The open port; or an error that says how far the two came. */
  readonly port: Promise<Port>
  readonly #options: NegotiationOptions
  readonly #connection: RTCPeerConnection
  #step = 'begun'
  #offered = 0
  #heard = 0
  /** Candidates wait for the description they belong to: theirs until it came, ours until it is signed. */
  #early: string[] = []
  #unsaid: string[] = []
  #isDescribed = false
  #isDeclined = false
  #resolve!: (port: Port) => void
  #reject!: (error: Error) => void
  #isOver = false

  constructor(options: NegotiationOptions) {
    this.#options = options
    const { connection, channel } = options.line
    this.#connection = connection
    const port = new DataChannelPort(connection, channel)
    this.port = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    channel.onopen = () => this.#end(() => this.#resolve(port))
    this.#connection.onicecandidate = ({ candidate }) => this.#offerCandidate(candidate)
    this.#connection.onconnectionstatechange = () => {
      if (this.#connection.connectionState === 'failed')
        this.fail('the candidates do not reach each other', 'unreachable')
    }
    options.signal.addEventListener('abort', this.#abort)
    if (options.signal.aborted) this.#abort()
  }

  async offer(): Promise<void> {
    await this.#attempt(async () => this.#describe('offer', await this.#options.line.offer()))
  }

  async receive(said: Signal): Promise<void> {
    if (said.type === 'end') return this.#hearEnd()
    if (said.type === 'candidate') return this.#hearCandidate(said.candidate)
    if (said.type !== 'offer' && said.type !== 'answer') return // not part of a negotiation
    const { description, signature } = said
    const { self, peer, session } = this.#options
    const isFine = isSafeDescription(description)
    if (!isFine || !(await isSignedBy({ role: said.type, from: peer, to: self, session, description }, signature))) {
      return this.fail(`the ${said.type} is not signed by ${peer}`, 'forged')
    }
    await this.#attempt(async () => {
      await this.#connection.setRemoteDescription({ type: said.type, sdp: toSdp(description) })
      this.#step = `${said.type} heard`
      for (const candidate of this.#early.splice(0)) this.#addCandidate(candidate)
      if (said.type === 'offer') await this.#describe('answer', await this.#connection.createAnswer())
    })
  }

  fail(why: string, trouble: DirectTrouble = 'other'): void {
    this.#end(() => {
      this.#connection.close()
      const candidates = `${this.#offered} candidates offered, ${this.#heard} heard`
      this.#reject(new NegotiationError(trouble, `${why} (${this.#step}; ${candidates})`))
    })
  }

  /** Where we look for a way out ourselves, we know in a moment whether there is one: that is the better reason. */
  #hearEnd(): void {
    this.#isDeclined = true
    if (this.#offered > 0 || this.#connection.iceGatheringState !== 'gathering')
      this.fail('the other side gave up', 'declined')
  }

  readonly #abort = (): void => this.fail(String(this.#options.signal.reason?.message ?? 'given up'), 'late')

  async #attempt(run: () => Promise<void>): Promise<void> {
    try {
      await run()
    } catch (error) {
      this.fail((error as Error).message)
    }
  }

  async #describe(role: Statement['role'], own: RTCSessionDescriptionInit): Promise<void> {
    await this.#connection.setLocalDescription(own)
    const { self, peer, session, sign, say } = this.#options
    const description = fromSdp(own.sdp!)
    const signature = await sign(statementBytes({ role, from: self, to: peer, session, description }))
    if (this.#isOver) return
    this.#step = `${role} said`
    say({ type: role, session, description, signature })
    this.#isDescribed = true
    for (const candidate of this.#unsaid.splice(0)) this.#sayCandidate(candidate)
  }

  #offerCandidate(candidate: RTCIceCandidate | null): void {
    if (this.#isOver) return
    if (candidate === null || candidate.candidate === '') {
      if (this.#offered === 0) this.fail('this browser has no way out: it found no candidates', 'noCandidates')
      return
    }
    if (this.#isDeclined) return this.fail('the other side gave up', 'declined')
    if (this.#offered === candidatesMax) return
    this.#offered++
    if (this.#isDescribed) this.#sayCandidate(candidate.candidate)
    else this.#unsaid.push(candidate.candidate)
  }

  #sayCandidate(candidate: string): void {
    this.#options.say({ type: 'candidate', session: this.#options.session, candidate })
  }

  #hearCandidate(candidate: string): void {
    if (this.#isOver || this.#heard === candidatesMax || !isSafeCandidate(candidate)) return
    this.#heard++
    if (this.#connection.remoteDescription === null) this.#early.push(candidate)
    else this.#addCandidate(candidate)
  }

  #addCandidate(candidate: string): void {
    // A candidate of a kind that this browser does not know is one way less, no error.
    this.#connection.addIceCandidate({ candidate, sdpMid: '0', sdpMLineIndex: 0 }).catch(() => {})
  }

  #end(settle: () => void): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#options.signal.removeEventListener('abort', this.#abort)
    this.#connection.onicecandidate = null
    this.#connection.onconnectionstatechange = null
    settle()
  }
}
