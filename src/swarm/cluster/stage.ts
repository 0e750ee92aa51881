// What the nodes of one page stand on: the page's clock and timers, a store, and a network whose far end is another page.
// It does not know who lives where: what is for nobody here goes outside.

import type { PeerId, Ticket } from '../../core/ids.ts'
import type { Outcome } from '../../core/outcome.ts'
import type { Peers } from '../../core/peers.ts'
import type { Durable, Job, JobDefinition, Message, Protocol, Request, Vocabulary } from '../../core/protocol.ts'
import { SeededRandom, seedFor } from '../../core/random.ts'
import { step } from '../../core/step.ts'
import { afterFault, type NetworkConditions } from '../../faults/conditions.ts'
import type { Fault } from '../../faults/fault.ts'
import { networkFate } from '../../faults/network-fate.ts'
import { Host } from '../../host/host.ts'
import type { Stage } from '../../host/stage.ts'
import { strike } from '../../host/strike.ts'
import { Tickets } from '../../host/tickets.ts'
import type { SetTimer } from '../../host/timers.ts'
import type { Happening, LostHappening, Untimed } from '../../trace/happening.ts'
import { after } from '../clock.ts'

/** Calls an alarm off. */
export type Alarm = () => void
export type LiveHost<V extends Vocabulary, Node> = Host<V, Node, Alarm>

/** A node that stands still may have so much waiting for it; what comes beyond is lost. */
export const waitingMax = 1000

/** What a stage needs of the page around it. */
export interface Around<V extends Vocabulary> {
  readonly nowUs: () => number
  /** New with every page, or a node would repeat its earlier draws. */
  readonly seed: number
  /** Another number than any other page's tickets begin with. */
  readonly firstTicket: number
  write(happening: Happening<V>): void
  /** Hands a message to the page where the node lives. False where nobody is known to. */
  carry(from: PeerId, to: PeerId, message: Message<V>, cause: number): boolean
  /** Null where it is kept at once. */
  keep(node: PeerId, durable: Durable<V> | undefined): Promise<void> | null
  failed(node: PeerId, error: Error): void
}

export class LiveStage<V extends Vocabulary, Node> implements Stage<V, Node, Alarm> {
  readonly protocol: Protocol<V, Node>
  readonly seed: number
  readonly step = step
  readonly isWatched = true
  readonly hosts = new Map<PeerId, LiveHost<V, Node>>()
  readonly tickets: Tickets
  readonly #around: Around<V>
  readonly #calm: NetworkConditions
  #conditions: NetworkConditions
  #line = 0

  constructor(protocol: Protocol<V, Node>, calm: NetworkConditions, around: Around<V>) {
    this.protocol = protocol
    this.seed = around.seed
    this.tickets = new Tickets(around.firstTicket)
    this.#around = around
    this.#calm = calm
    this.#conditions = calm
  }

  get nowUs(): number {
    return this.#around.nowUs()
  }

  get conditions(): NetworkConditions {
    return this.#conditions
  }

  /** The line that was written last. */
  get latestLine(): number {
    return this.#line - 1
  }

  nextIndex(): number {
    return this.#line++
  }

  tell(happening: Happening<V>): void {
    this.#around.write(happening)
  }

  /** Writes of something that is no step. Returns its line. */
  report(happening: Untimed<Happening<V>>): number {
    const index = this.nextIndex()
    this.tell({ ...happening, index, atMs: this.nowUs / 1000 } as Happening<V>)
    return index
  }

  /** A node comes to live here. It starts at once. */
  house(node: PeerId, peers: Peers, durable: Durable<V> | undefined, cause: number | null): void {
    const chance = new SeededRandom(seedFor(this.seed, 'network', node))
    const host: LiveHost<V, Node> = new Host({ peer: node, peers, chance, durable }, this)
    this.hosts.set(node, host)
    this.#guard(host, () => host.start(cause))
  }

  /** It lives here no longer. Whoever asked it something cannot know what became of it. */
  evict(node: PeerId): void {
    this.hosts.get(node)?.crash('synced')
    this.hosts.delete(node)
  }

  /** Lets a fault do what it does here; `cause` is the line that tells of it. */
  strike(fault: Fault, cause: number): void {
    this.#conditions = afterFault(this.#conditions, fault, this.#calm)
    if (!('node' in fault)) return
    const host = this.hosts.get(fault.node)
    if (host === undefined) return
    this.#guard(host, () => strike(fault, host, cause, this.nowUs))
    if (fault.type !== 'crash') return
    const kept = this.#around.keep(host.peer, host.disk.durable)
    kept?.catch((error: Error) => this.#around.failed(host.peer, error))
  }

  setAlarm(host: LiveHost<V, Node>, timer: SetTimer<V, Alarm>): Alarm {
    return this.#soon(timer.deadlineUs - this.nowUs, host, () => host.ring(timer))
  }

  callOff(alarm: Alarm): void {
    alarm()
  }

  rest(host: LiveHost<V, Node>, untilUs: number): void {
    this.#soon(untilUs - this.nowUs, host, () => host.wake())
  }

  save(host: LiveHost<V, Node>): boolean {
    const { life } = host
    const kept = this.#around.keep(host.peer, host.disk.inFlight)
    if (kept === null) return true
    kept.then(
      () => this.#guard(host, () => host.synced(life)),
      error => this.#guard(host, () => raise(error)), // a node that cannot save may not go on
    )
    return false
  }

  work(host: LiveHost<V, Node>, job: Job<V>, cause: number): void {
    const { life } = host
    const { run } = this.protocol.jobs![job.type] as JobDefinition<Job<V>, unknown>
    this.#soon(0, host, () => host.done(life, job, run(job) as never, cause))
  }

  send(from: LiveHost<V, Node>, to: PeerId, message: Message<V>, cause: number): void {
    const fate = networkFate(this.#conditions, from.peer, to, from.chance)
    if (fate.is === 'lost') return this.#lose({ from: from.peer, to, message, why: fate.why, cause })
    for (const copyUs of fate.copiesUs) this.#carry(from, to, message, cause, copyUs)
  }

  /** A message from anywhere has come to a node that lives here. */
  arrive(from: PeerId, to: PeerId, message: Message<V>, cause: number): void {
    const host = this.hosts.get(to)
    const why = host === undefined ? 'gone' : !host.isUp ? 'down' : host.waitingCount >= waitingMax ? 'dropped' : null
    if (why !== null) return this.#lose({ from, to, message, why, cause })
    this.#guard(host!, () => host!.hear({ kind: 'message', from, message }, cause))
  }

  ask(node: PeerId, request: Request<V>, settled: (outcome: Outcome) => void): Ticket {
    const ticket = this.tickets.open(settled)
    after(0, () => {
      const host = this.hosts.get(node)
      if (!host?.isUp) this.settle(ticket, { is: 'refused', reason: 'the node is down' })
      else if (host.waitingCount >= waitingMax) this.settle(ticket, { is: 'refused', reason: 'the node is busy' })
      else this.#guard(host, () => host.hear({ kind: 'request', ticket, request }, null))
    })
    return ticket
  }

  settle(ticket: Ticket, outcome: Outcome): void {
    this.tickets.settle(ticket, outcome)
  }

  /** Others came or went. */
  meet(peersOf: (node: PeerId) => Peers, cause: number): void {
    for (const host of this.hosts.values()) this.#guard(host, () => host.meet(peersOf(host.peer), cause))
  }

  #carry(from: LiveHost<V, Node>, to: PeerId, message: Message<V>, cause: number, inUs: number): void {
    if (this.hosts.has(to)) return void this.#soon(inUs, from, () => this.arrive(from.peer, to, message, cause))
    const go = () => {
      if (this.hosts.has(to)) return this.arrive(from.peer, to, message, cause)
      if (!this.#around.carry(from.peer, to, message, cause))
        this.#lose({ from: from.peer, to, message, why: 'gone', cause })
    }
    if (inUs === 0) go()
    else this.#soon(inUs, from, go)
  }

  #soon(inUs: number, host: LiveHost<V, Node>, call: () => void): Alarm {
    return after(Math.max(0, inUs / 1000), () => this.#guard(host, call))
  }

  #lose(lost: Pick<LostHappening<V>, 'from' | 'to' | 'message' | 'why' | 'cause'>): void {
    this.report({ kind: 'lost', ...lost })
  }

  /** A handler that breaks its contract is the end of its node, and of nothing else. */
  #guard(host: LiveHost<V, Node>, call: () => void): void {
    try {
      call()
    } catch (error) {
      this.#around.failed(host.peer, error as Error)
      if (!host.isUp) return
      const fault = { type: 'crash', node: host.peer, disk: 'synced' } as const
      this.strike(fault, this.report({ kind: 'fault', fault, cause: null }))
    }
  }
}

const raise = (error: Error): never => {
  throw error
}
