// A layer that acknowledges, repeats and sorts: over links that lose, double and reorder, the protocol inside hears
// everything once and in the order it was said. The "stubborn" and "perfect" links of Cachin, Guerraoui & Rodrigues,
// "Introduction to Reliable and Secure Distributed Programming", 2011, §2.4, with FIFO order (§3.9).
//
// The promise is between two lives. Who crashes forgets what it had heard and begins to speak anew; what others had not
// yet seen acknowledged is said to the new life again.

import { speechOf } from './codec.ts'
import type { PeerId } from './ids.ts'
import { OuterContext, type Seat, untouched } from './layer.ts'
import type { AnyProtocol, Context, Durable, Jobs, Message, Millis, Protocol, Timer, Vocabulary } from './protocol.ts'
import { maybe, nat, peer, record, type Shape } from './shape.ts'

export interface ReliableOptions {
  /** How long to wait for an acknowledgement before saying it again. */
  readonly resendMs: Millis
  /** How many messages may be under way to one peer; a listener keeps as many that came too early. */
  readonly aheadMax: number
  /** How many may wait for one peer. Who is silent for longer misses the oldest. */
  readonly waitingMax: number
}

export const reliableDefaults: ReliableOptions = {
  // Some round trips of a classroom's network: repeating earlier would mostly double what is on its way.
  resendMs: 50,
  aheadMax: 64,
  waitingMax: 1024,
}

export interface ReliableVocabulary<V extends Vocabulary> {
  readonly messages: {
    readonly data: {
      readonly life: Shape<number>
      readonly base: Shape<number>
      readonly serial: Shape<number>
      readonly said: Shape<Message<V>>
    }
    readonly got: { readonly life: Shape<number>; readonly serial: Shape<number> }
  }
  readonly timers: {
    readonly inner: { readonly timer: Shape<Timer<V>> }
    readonly resend: { readonly to: Shape<PeerId> }
  }
  readonly requests: V['requests']
  readonly events: V['events']
  readonly jobs: Jobs<V>
  readonly durable: Shape<{ readonly life: number; readonly inner: Durable<V> | null }>
}

interface Outgoing {
  /** The serial of the oldest that waits for its acknowledgement, and so the number of those that do not, plus one. */
  base: number
  readonly waiting: unknown[]
}

interface Incoming {
  life: number
  /** Everything up to this serial was heard. */
  heard: number
  readonly early: Map<number, unknown>
}

export interface ReliableNode<Node> {
  inner: Node
  readonly life: number
  readonly outgoing: Map<PeerId, Outgoing>
  readonly incoming: Map<PeerId, Incoming>
}

export function reliable<V extends Vocabulary, Node>(
  protocol: Protocol<V, Node>,
  options: Partial<ReliableOptions> = {},
): Protocol<ReliableVocabulary<V>, ReliableNode<Node>> {
  const { resendMs, aheadMax, waitingMax } = { ...reliableDefaults, ...options }
  const { message: said, timer, durable: saved } = speechOf(protocol.vocabulary)
  const inner = protocol as AnyProtocol
  const seat: Seat = { inner: node => node.inner, around: (node, ctx) => new Reliably(ctx, node, say) }
  // The handlers of a vocabulary that is only known to the caller cannot be typed here; the layer's own type says it all.
  const layer: Protocol<ReliableVocabulary<any>, ReliableNode<any>> = {
    ...untouched(inner, seat),
    name: protocol.name,
    vocabulary: {
      ...inner.vocabulary,
      messages: {
        /** `base`: what is older was acknowledged, or given up. */
        data: { life: nat, base: nat, serial: nat, said },
        /** All up to `serial` was heard. */
        got: { life: nat, serial: nat },
      },
      timers: { inner: { timer }, resend: { to: peer } },
      durable: record({ life: nat, inner: maybe(saved) }),
    },

    start(ctx, durable = { life: 0, inner: null }) {
      const life = durable.life + 1
      const node: ReliableNode<any> = { inner: undefined, life, outgoing: new Map(), incoming: new Map() }
      ctx.save({ life, inner: durable.inner })
      node.inner = inner.start(seat.around(node, ctx), durable.inner ?? undefined)
      return node
    },

    onMessage: {
      data(node, { life, base, serial, said }, from, ctx) {
        const incoming = listenTo(node, from, life, base)
        if (incoming === null) return // from a life that is over
        const isEarly = serial > incoming.heard && serial <= incoming.heard + aheadMax
        if (isEarly) incoming.early.set(serial, said)
        hearInOrder(node, incoming, from, ctx)
        ctx.send(from, { type: 'got', life, serial: incoming.heard })
      },

      got(node, { life, serial }, from, ctx) {
        const outgoing = node.outgoing.get(from)
        if (life !== node.life || outgoing === undefined) return // meant for an earlier life
        const count = Math.min(serial + 1 - outgoing.base, outgoing.waiting.length)
        if (count <= 0) return // known already
        outgoing.waiting.splice(0, count)
        outgoing.base += count
        // What waited beyond the window may go now.
        for (let place = aheadMax - count; place < Math.min(aheadMax, outgoing.waiting.length); place++) {
          if (place >= 0) sendAt(node, outgoing, place, from, ctx)
        }
        if (outgoing.waiting.length === 0) ctx.cancel({ type: 'resend', to: from })
      },
    },

    onTimer: {
      inner: (node, { timer }, ctx) => inner.onTimer[timer.type]!(node.inner, timer, seat.around(node, ctx)),

      resend(node, { to }, ctx) {
        const outgoing = node.outgoing.get(to)!
        const count = Math.min(aheadMax, outgoing.waiting.length)
        for (let place = 0; place < count; place++) sendAt(node, outgoing, place, to, ctx)
        ctx.set({ type: 'resend', to }, resendMs)
      },
    },

    onPeers(node, peers, ctx) {
      for (const [to] of node.outgoing) {
        if (peers.includes(to)) continue
        node.outgoing.delete(to)
        node.incoming.delete(to)
        ctx.cancel({ type: 'resend', to })
      }
      inner.onPeers?.(node.inner, peers, seat.around(node, ctx))
    },
  }
  return layer as unknown as Protocol<ReliableVocabulary<V>, ReliableNode<Node>>

  function say(node: ReliableNode<Node>, to: PeerId, message: unknown, ctx: Context<any>): void {
    let outgoing = node.outgoing.get(to)
    if (outgoing === undefined) node.outgoing.set(to, (outgoing = { base: 1, waiting: [] }))
    if (outgoing.waiting.length === 0) ctx.set({ type: 'resend', to }, resendMs)
    if (outgoing.waiting.length === waitingMax) {
      outgoing.waiting.shift()
      outgoing.base++
    }
    outgoing.waiting.push(message)
    if (outgoing.waiting.length <= aheadMax) sendAt(node, outgoing, outgoing.waiting.length - 1, to, ctx)
  }

  function sendAt(node: ReliableNode<Node>, outgoing: Outgoing, place: number, to: PeerId, ctx: Context<any>): void {
    const { base, waiting } = outgoing
    ctx.send(to, { type: 'data', life: node.life, base, serial: base + place, said: waiting[place] })
  }

  /** What was heard of this life of the speaker; null if a later one has spoken. */
  function listenTo(node: ReliableNode<Node>, from: PeerId, life: number, base: number): Incoming | null {
    let incoming = node.incoming.get(from)
    if (incoming !== undefined && life < incoming.life) return null
    if (incoming === undefined || life > incoming.life) {
      node.incoming.set(from, (incoming = { life, heard: 0, early: new Map() }))
    }
    // What is older than the base will not be said again: an earlier life of ours has heard it, or it was given up.
    if (base - 1 > incoming.heard) {
      incoming.heard = base - 1
      for (const serial of [...incoming.early.keys()]) if (serial < base) incoming.early.delete(serial)
    }
    return incoming
  }

  function hearInOrder(node: ReliableNode<Node>, incoming: Incoming, from: PeerId, ctx: Context<any>): void {
    for (;;) {
      const message = incoming.early.get(incoming.heard + 1) as { readonly type: string } | undefined
      if (message === undefined) return
      incoming.heard++
      incoming.early.delete(incoming.heard)
      inner.onMessage[message.type]!(node.inner, message, from, seat.around(node, ctx))
    }
  }
}

class Reliably extends OuterContext {
  readonly #node: ReliableNode<any>
  readonly #say: (node: ReliableNode<any>, to: PeerId, message: unknown, ctx: Context<any>) => void

  constructor(
    outer: Context<any>,
    node: ReliableNode<any>,
    say: (node: ReliableNode<any>, to: PeerId, message: unknown, ctx: Context<any>) => void,
  ) {
    super(outer)
    this.#node = node
    this.#say = say
  }

  override send(to: PeerId, message: any): void {
    this.#say(this.#node, to, message, this.outer)
  }

  override save(durable: any): void {
    this.outer.save({ life: this.#node.life, inner: durable } as never)
  }

  override set(timer: any, delayMs: Millis): void {
    this.outer.set({ type: 'inner', timer } as never, delayMs)
  }

  override cancel(timer: any): void {
    this.outer.cancel({ type: 'inner', timer } as never)
  }
}
