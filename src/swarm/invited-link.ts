// The link of those who met by invitation: each invitation becomes a wire between two laptops, and whoever holds several
// wires introduces their far ends to each other and passes their words on. So a teacher who has invited a class by hand
// is the class's relay, until everyone has found a direct way.

import type { PrivateKey } from '@libp2p/interface'
import { assert } from '../core/assert.ts'
import type { PeerId } from '../core/ids.ts'
import { bytesOf, list, type Of, oneOf, peer } from '../core/shape.ts'
import { after } from './clock.ts'
import { parsed, written } from './frame.ts'
import type { HandCall } from './hand-call.ts'
import {
  type Answer,
  clockSkewS,
  type Invitation,
  InvitationError,
  readHanded,
  type Terms,
  writeAnswer,
  writeInvitation,
} from './invitation.ts'
import { assertFits, type Link, type LinkListener, linkMessageBytesMax, linkPeersMax } from './link.ts'
import { Wire } from './wire.ts'

/** An invitation that nobody answered in time is void: its connection would be in the way. */
export const invitationValidS = 600
/** Invitations that wait for an answer, and answers that wait to be taken. */
export const callsMax = 16
/** Once the answer is there, the two reach each other soon, or not at all. */
export const openWithinMs = 15_000

/** Makes wires, by texts that people carry. */
export interface Invitations {
  /** A text for one other laptop. */
  invite(): Promise<string>
  /** Of an invitation, the answer to hand back. Of an answer, null, once the two are connected. */
  accept(text: string): Promise<string | null>
}

export interface InvitedLinkOptions {
  readonly self: PeerId
  readonly privateKey: PrivateKey
  readonly room: string
  readonly call: () => HandCall
  readonly now?: () => number
}

export function invitedLink(options: InvitedLinkOptions): Link & Invitations {
  let circle: Circle | null = null
  const opened = (): Circle => {
    if (circle === null) throw new InvitationError('expired', 'invitation: the room was left')
    return circle
  }
  return {
    self: options.self,
    messageBytesMax: linkMessageBytesMax,
    peers: () => circle?.peers() ?? [],
    send(to, bytes) {
      assertFits(bytes)
      return circle?.send(to, bytes)
    },
    invite: async () => await opened().invite(),
    accept: async text => await opened().accept(text),
    open(listener) {
      assert(circle === null, 'a link is opened once at a time')
      const begun = new Circle(options, listener)
      circle = begun
      return () => {
        begun.close()
        if (circle === begun) circle = null
      }
    },
  }
}

/** `near` tells who is at the far ends of one's own wires; a message goes over one wire, or two. */
const frame = oneOf({
  near: { peers: list(peer, linkPeersMax) },
  message: { from: peer, to: peer, bytes: bytesOf(linkMessageBytesMax) },
})

/** Short, and enough to tell a page's few invitations apart: it is the signature that proves. */
const newCallNumber = (): number => crypto.getRandomValues(new Uint32Array(1))[0]!

interface Neighbour {
  readonly wire: Wire
  /** Whom it can introduce. */
  near: readonly PeerId[]
}

interface Waiting {
  readonly terms: Terms
  readonly call: HandCall
}

class Circle {
  readonly #options: InvitedLinkOptions
  readonly #listener: LinkListener
  readonly #neighbours = new Map<PeerId, Neighbour>()
  readonly #waiting = new Map<number, Waiting>()
  readonly #timers = new Set<() => void>()
  readonly #answered = new Set<number>()
  #isOpen = true

  constructor(options: InvitedLinkOptions, listener: LinkListener) {
    this.#options = options
    this.#listener = listener
  }

  peers(): PeerId[] {
    const { self } = this.#options
    const reached = [...this.#neighbours].flatMap(([id, { near }]) => [id, ...near])
    return [...new Set(reached)].filter(id => id !== self).slice(0, linkPeersMax)
  }

  send(to: PeerId, bytes: Uint8Array): Promise<void> | undefined {
    return this.#wireTo(to)?.send(written(frame, { type: 'message', from: this.#options.self, to, bytes }))
  }

  async invite(): Promise<string> {
    const { privateKey, room } = this.#options
    const terms = { session: newCallNumber(), room, untilS: Math.floor(this.#nowMs() / 1000) + invitationValidS }
    const call = this.#call(terms)
    return await writeInvitation(privateKey, terms, await call.offer())
  }

  async accept(text: string): Promise<string | null> {
    const handed = await readHanded(text)
    if ('terms' in handed) return await this.#answer(handed)
    await this.#take(handed)
    return null
  }

  close(): void {
    this.#isOpen = false
    for (const stop of this.#timers) stop()
    for (const { call } of this.#waiting.values()) call.close()
    for (const { wire } of this.#neighbours.values()) wire.close()
    this.#waiting.clear()
    this.#neighbours.clear()
  }

  async #answer(invitation: Invitation): Promise<string> {
    const { self, privateKey, room } = this.#options
    const { from, terms, side } = invitation
    if (from === self) throw new InvitationError('own', 'invitation: it is this page’s own')
    if (terms.room !== room) throw new InvitationError('otherRoom', 'invitation.room: it is for another room')
    if (this.#nowMs() / 1000 > terms.untilS + clockSkewS)
      throw new InvitationError('expired', 'invitation.untilS: it is too old')
    if (this.#waiting.has(terms.session) || this.#neighbours.has(from))
      throw new InvitationError('used', 'invitation: it was accepted before')
    const call = this.#call(terms)
    const own = await call.answer(side)
    void call.port.then(port => this.#adopt(terms.session, from, new Wire(port)))
    return await writeAnswer(privateKey, invitation, own)
  }

  async #take(answer: Answer): Promise<void> {
    const { from, session, side } = answer
    if (this.#answered.has(session)) throw new InvitationError('used', 'answer.session: it was taken before')
    const waiting = this.#waiting.get(session)
    if (waiting === undefined || from === this.#options.self)
      throw new InvitationError('notAsked', 'answer.session: it answers no invitation that is still open here')
    if (!(await answer.isTo(this.#options.self, waiting.terms)))
      throw new InvitationError('forged', `answer: it is not signed by ${from} for this invitation`)
    if (this.#answered.has(session)) throw new InvitationError('used', 'answer.session: it was taken before')
    this.#answered.add(session)
    await waiting.call.take(side)
    await new Promise<void>((resolve, reject) => {
      const stopWaiting = this.#after(openWithinMs, () => {
        this.#forget(session)
        reject(new InvitationError('noWay', `invitation: ${from} was not reached within ${openWithinMs} ms`))
      })
      void waiting.call.port.then(port => {
        stopWaiting()
        this.#adopt(session, from, new Wire(port))
        resolve()
      })
    })
  }

  /** A call that ends unless it becomes a wire in time. */
  #call(terms: Terms): HandCall {
    if (this.#waiting.size >= callsMax) throw new InvitationError('tooMany', `${callsMax} invitations are open`)
    const call = this.#options.call()
    this.#waiting.set(terms.session, { terms, call })
    this.#after(invitationValidS * 1000, () => this.#forget(terms.session))
    return call
  }

  #forget(session: number): void {
    this.#waiting.get(session)?.call.close()
    this.#waiting.delete(session)
  }

  #adopt(session: number, id: PeerId, wire: Wire): void {
    this.#waiting.delete(session)
    if (!this.#isOpen) return wire.close()
    const former = this.#neighbours.get(id)
    this.#neighbours.set(id, { wire, near: [] })
    former?.wire.close()
    wire.listen({ heard: bytes => this.#hear(id, wire, bytes), closed: () => this.#lose(id, wire) })
    this.#changed()
  }

  #lose(id: PeerId, wire: Wire): void {
    if (this.#neighbours.get(id)?.wire !== wire) return // a later wire took its place
    this.#neighbours.delete(id)
    this.#changed()
  }

  /** Tells the listener who can be reached, and every neighbour whom it can reach through us. */
  #changed(): void {
    if (!this.#isOpen) return
    for (const [id, { wire }] of this.#neighbours) {
      const peers = [...this.#neighbours.keys()].filter(other => other !== id).slice(0, linkPeersMax)
      void wire.send(written(frame, { type: 'near', peers }))
    }
    this.#listener.peersChanged(this.peers())
  }

  #hear(id: PeerId, wire: Wire, bytes: Uint8Array): void {
    const neighbour = this.#neighbours.get(id)
    const said = parsed(frame, bytes, 'wire')
    if (said === null) return wire.close() // no version of ours says that
    if (neighbour?.wire !== wire) return // of a wire that was replaced
    if (said.type === 'near') {
      neighbour.near = said.peers
      this.#listener.peersChanged(this.peers())
    } else this.#pass(id, neighbour, said)
  }

  #pass(id: PeerId, { near }: Neighbour, message: Extract<Of<typeof frame>, { type: 'message' }>): void {
    const { self } = this.#options
    const { from, to, bytes } = message
    if (to === self && (from === id || near.includes(from))) this.#listener.receive(from, bytes)
    else if (from === id && to !== id) this.#neighbours.get(to)?.wire.pass(written(frame, message))
    // else it names a sender that it cannot have heard
  }

  /** To a neighbour itself, or to one who can introduce us. */
  #wireTo(to: PeerId): Wire | undefined {
    const introducers = [...this.#neighbours.values()].filter(({ near }) => near.includes(to))
    return (this.#neighbours.get(to) ?? introducers[0])?.wire
  }

  /** Until the link closes. */
  #after(ms: number, run: () => void): () => void {
    const stop = after(ms, () => {
      this.#timers.delete(stop)
      run()
    })
    this.#timers.add(stop)
    return stop
  }

  #nowMs(): number {
    return (this.#options.now ?? Date.now)()
  }
}
