// What layers share. A layer is a function from protocol to protocol: it changes how a protocol speaks, and leaves what
// it does alone. Here a protocol's handlers are called through a context of the layer's making.

import type { PeerId, Ticket } from './ids.ts'
import type { Peers } from './peers.ts'
import type { AnyProtocol, Context, Millis } from './protocol.ts'
import type { Random } from './random.ts'

/** How the wrapped protocol's node is found in the layer's, and what its context is. */
export interface Seat {
  inner(node: any): any
  around(node: any, ctx: Context<any>): Context<any>
}

/** The outer context; a layer overrides what it does otherwise. */
export class OuterContext implements Context<any> {
  readonly self: PeerId
  readonly peers: Peers
  readonly now: Millis
  readonly random: Random
  readonly outer: Context<any>

  constructor(outer: Context<any>) {
    this.self = outer.self
    this.peers = outer.peers
    this.now = outer.now
    this.random = outer.random
    this.outer = outer
  }

  send(to: PeerId, message: any): void {
    this.outer.send(to, message)
  }

  broadcast(message: any): void {
    for (const peer of this.peers) this.send(peer, message)
  }

  save(durable: any): void {
    this.outer.save(durable)
  }

  set(timer: any, delayMs: Millis): void {
    this.outer.set(timer, delayMs)
  }

  cancel(timer: any): void {
    this.outer.cancel(timer)
  }

  answer(ticket: Ticket<any>, answer: any): void {
    this.outer.answer(ticket, answer as never)
  }

  refuse(ticket: Ticket, reason: string): void {
    this.outer.refuse(ticket, reason)
  }

  abandon(ticket: Ticket, reason: string): void {
    this.outer.abandon(ticket, reason)
  }

  announce(event: any): void {
    this.outer.announce(event)
  }

  work(job: any): void {
    this.outer.work(job)
  }
}

/** The handlers of what a layer leaves as it is: requests, finished jobs, and who is there. */
export function untouched(
  protocol: AnyProtocol,
  seat: Seat,
): Pick<AnyProtocol, 'onRequest' | 'onPeers' | 'onDone' | 'jobs'> {
  const { onPeers, onDone, jobs } = protocol
  return {
    onRequest: seated(protocol.onRequest, seat),
    onPeers: (node, peers, ctx) => onPeers?.(seat.inner(node), peers, seat.around(node, ctx)),
    ...(onDone === undefined ? {} : { onDone: seated(onDone, seat) }),
    ...(jobs === undefined ? {} : { jobs }),
  }
}

/** Handlers of the wrapped protocol, for the layer's node. Each has the node first and the context last. */
export function seated(handlers: object, seat: Seat): any {
  const entries = Object.entries(handlers) as [string, (...told: unknown[]) => void][]
  return Object.fromEntries(
    entries.map(([name, handle]) => [
      name,
      (node: unknown, ...told: unknown[]) => {
        const ctx = seat.around(node, told.at(-1) as Context<any>)
        handle(seat.inner(node), ...told.slice(0, -1), ctx)
      },
    ]),
  )
}
