// A protocol is a pure state machine. It is told what happened and says what should happen; it never does anything
// itself, so the same code runs in a simulator, in a tab, and in a test that holds the clock.

import type { PeerId, Ticket } from './ids.ts'
import type { Peers } from './peers.ts'
import type { Random, RandomState } from './random.ts'
import type { Fields, Of, Said, Shape, Struct, Words } from './shape.ts'

/** Everything that crosses a node's border, declared once, as values. */
export interface Vocabulary {
  /** Said to other nodes. */
  readonly messages: Words
  /** Said to oneself, later. */
  readonly timers: Words
  /** Asked by the embedder, answered at most once. */
  readonly requests: { readonly [name: string]: { readonly ask: Fields; readonly answer: Shape<any> } }
  /** Announced to the embedder. Never sent on the network. */
  readonly events: Words
  /** Long computations that a node hands out and is told the result of. */
  readonly jobs?: { readonly [name: string]: { readonly ask: Fields; readonly result: Shape<any> } }
  /** What survives a crash. */
  readonly durable: Shape<any>
}

/** Milliseconds on a node's own clock, a whole number. Never compare the clocks of two nodes. */
export type Millis = number

export type Message<V extends Vocabulary> = Said<V['messages']>
export type Timer<V extends Vocabulary> = Said<V['timers']>
export type Event<V extends Vocabulary> = Said<V['events']>
export type Durable<V extends Vocabulary> = Of<V['durable']>
export type RequestName<V extends Vocabulary> = keyof V['requests'] & string
export type Answer<V extends Vocabulary, N extends RequestName<V>> = Of<V['requests'][N]['answer']>
export type Request<V extends Vocabulary> = {
  [N in RequestName<V>]: { readonly type: N } & Struct<V['requests'][N]['ask']>
}[RequestName<V>]
export type Jobs<V extends Vocabulary> = NonNullable<V['jobs']>
export type JobName<V extends Vocabulary> = keyof Jobs<V> & string
export type Job<V extends Vocabulary> = {
  [N in JobName<V>]: { readonly type: N } & Struct<Jobs<V>[N]['ask']>
}[JobName<V>]
export type JobResult<V extends Vocabulary, N extends JobName<V>> = Of<Jobs<V>[N]['result']>

/** What a node is told. A trace is a list of these with their effects. */
export type Input<V extends Vocabulary> =
  | { readonly kind: 'start'; readonly durable: Durable<V> | undefined; readonly random: RandomState }
  | { readonly kind: 'message'; readonly from: PeerId; readonly message: Message<V> }
  | { readonly kind: 'timer'; readonly timer: Timer<V> }
  | { readonly kind: 'request'; readonly ticket: Ticket; readonly request: Request<V> }
  | { readonly kind: 'done'; readonly job: Job<V>; readonly result: unknown }
  | { readonly kind: 'peers'; readonly peers: readonly PeerId[] }

/** What a node asks for. The host saves before it sends, in every step. */
export type Effect<V extends Vocabulary> =
  | { readonly kind: 'save'; readonly durable: Durable<V> }
  | { readonly kind: 'send'; readonly to: PeerId; readonly message: Message<V> }
  | { readonly kind: 'set'; readonly timer: Timer<V>; readonly delayMs: Millis }
  | { readonly kind: 'cancel'; readonly timer: Timer<V> }
  | { readonly kind: 'answer'; readonly ticket: Ticket; readonly answer: unknown }
  | { readonly kind: 'refuse'; readonly ticket: Ticket; readonly reason: string }
  | { readonly kind: 'abandon'; readonly ticket: Ticket; readonly reason: string }
  | { readonly kind: 'announce'; readonly event: Event<V> }
  | { readonly kind: 'work'; readonly job: Job<V> }

/** The whole world, as one node may see it during one step. It only records; the host acts after the step. */
export interface Context<V extends Vocabulary> {
  readonly self: PeerId
  /** The other members this node knows of; never includes `self`. */
  readonly peers: Peers
  readonly now: Millis
  readonly random: Random

  send(to: PeerId, message: Message<V>): void
  broadcast(message: Message<V>): void
  /** What is saved is given away: change a copy next time. */
  save(durable: Durable<V>): void
  /** A timer is its value: setting an equal one again replaces it. */
  set(timer: Timer<V>, delayMs: Millis): void
  cancel(timer: Timer<V>): void
  answer<N extends RequestName<V>>(ticket: Ticket<N>, answer: Answer<V, N>): void
  /** A definite no: the request had no effect and never will. */
  refuse(ticket: Ticket, reason: string): void
  /** Nobody can say any more whether the request takes effect: its client learns `unknown`. */
  abandon(ticket: Ticket, reason: string): void
  announce(event: Event<V>): void
  /** Hands out a long computation; `onDone` hears of it. A crash forgets it. */
  work(job: Job<V>): void
}

export interface Protocol<V extends Vocabulary, Node> {
  readonly name: string
  readonly vocabulary: V
  /** The first start, and every restart: a node gets only what it saved. */
  start(ctx: Context<V>, durable: Durable<V> | undefined): Node
  readonly onMessage: {
    readonly [N in keyof V['messages'] & string]: (
      node: Node,
      message: Struct<V['messages'][N]>,
      from: PeerId,
      ctx: Context<V>,
    ) => void
  }
  readonly onTimer: {
    readonly [N in keyof V['timers'] & string]: (node: Node, timer: Struct<V['timers'][N]>, ctx: Context<V>) => void
  }
  readonly onRequest: {
    readonly [N in RequestName<V>]: (
      node: Node,
      ask: Struct<V['requests'][N]['ask']>,
      ticket: Ticket<N>,
      ctx: Context<V>,
    ) => void
  }
  /** Membership is an input too. */
  onPeers?(node: Node, peers: Peers, ctx: Context<V>): void
  readonly onDone?: {
    readonly [N in JobName<V>]: (node: Node, result: JobResult<V, N>, ctx: Context<V>) => void
  }
  /** How each job is computed, and how long that takes where time is modelled. */
  readonly jobs?: {
    readonly [N in JobName<V>]: JobDefinition<Struct<Jobs<V>[N]['ask']>, JobResult<V, N>>
  }
}

export interface JobDefinition<Ask, Result> {
  run(ask: Ask): Result
  readonly durationMs: readonly [low: number, high: number]
}

/** For registries, which hold protocols of every vocabulary. */
export type AnyProtocol = Protocol<any, any>
