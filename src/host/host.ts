// One machine, simulated or real: it holds a node, its disk, clock, timers and open tickets, and does what a step asks
// for, in the one right order. It does not know the network, other hosts, or why anything happens to it.

import { type Asked, askedFor, effectsOf, type Link } from '../core/asked.ts'
import type { PeerId, Ticket } from '../core/ids.ts'
import { type Outcome, unknown } from '../core/outcome.ts'
import type { Peers } from '../core/peers.ts'
import type { Durable, Input, Job, JobName, JobResult, Message, Timer, Vocabulary } from '../core/protocol.ts'
import { type Random, SeededRandom, seedFor } from '../core/random.ts'
import { Surroundings } from '../core/step.ts'
import { type Adversary, adversary, type Lie } from '../faults/adversary.ts'
import type { Fault } from '../faults/fault.ts'
import { NodeClock } from './clock.ts'
import { Disk } from './disk.ts'
import { OpenTickets } from './open-tickets.ts'
import type { Stage } from './stage.ts'
import { type SetTimer, Timers } from './timers.ts'

/** Where a host comes from. */
export interface Beginning<V extends Vocabulary> {
  readonly peer: PeerId
  readonly peers: Peers
  readonly chance: Random
  /** What its store kept from before. */
  readonly durable?: Durable<V> | undefined
}

/** What has come while the node could not listen. A timer stays set until it is heard, so that it can be cancelled. */
type Waiting<V extends Vocabulary, Alarm> =
  | { readonly input: Input<V>; readonly cause: number | null }
  | { readonly input: null; readonly timer: SetTimer<V, Alarm> }

export class Host<V extends Vocabulary, Node, Alarm> {
  readonly peer: PeerId
  /** What its messages meet on their way is drawn from this. */
  readonly chance: Random
  readonly clock = new NodeClock()
  readonly disk: Disk<Durable<V>>
  node: Node | undefined = undefined
  isPaused = false
  slowUs = 0
  readonly #stage: Stage<V, Node, Alarm>
  readonly #surroundings: Surroundings<V>
  readonly #timers: Timers<V, Alarm>
  readonly #tickets = new OpenTickets<true>()
  readonly #memory = new Map<string, Message<V>>()
  #adversary: Adversary<V> | null = null
  #life = 0
  #busyUntilUs = 0
  #held: { readonly asked: Asked<V>; readonly index: number } | null = null
  #inbox: Waiting<V, Alarm>[] = []

  constructor({ peer, peers, chance, durable }: Beginning<V>, stage: Stage<V, Node, Alarm>) {
    this.peer = peer
    this.chance = chance
    this.disk = new Disk(durable)
    this.#stage = stage
    this.#surroundings = new Surroundings(peer, peers)
    this.#timers = new Timers(stage.protocol.vocabulary)
  }

  get isUp(): boolean {
    return this.node !== undefined
  }

  get isHonest(): boolean {
    return this.#adversary === null
  }

  /** How often it crashed. What was begun in an earlier life is void. */
  get life(): number {
    return this.#life
  }

  /** How much has come that the node could not hear yet. On real peers a stage must not let strangers fill this. */
  get waitingCount(): number {
    return this.#inbox.length
  }

  start(cause: number | null): void {
    const random = new SeededRandom(seedFor(this.#stage.seed, 'node', this.peer, this.#life)).state
    this.#tell({ kind: 'start', durable: this.disk.durable, random }, cause)
  }

  /** Tells the node something now, or when it is free to listen. */
  hear(input: Input<V>, cause: number | null): void {
    if (this.#isFree()) this.#tell(input, cause)
    else this.#inbox.push({ input, cause })
  }

  ring(timer: SetTimer<V, Alarm>): void {
    if (this.#isFree()) this.#ring(timer)
    else this.#inbox.push({ input: null, timer })
  }

  /** The save of this life is in the store: what waited for it happens now. */
  synced(life: number): void {
    if (life !== this.#life) return // of before the crash
    const { asked, index } = this.#held!
    this.disk.sync()
    this.#held = null
    const synced = this.#stage.nextIndex()
    if (this.#stage.isWatched) {
      const atMs = this.#stage.nowUs / 1000
      this.#stage.tell({ kind: 'synced', node: this.peer, index: synced, atMs, cause: index })
    }
    this.#perform(asked, index)
    this.listen()
  }

  /** A computation that this life asked for has its result. */
  done(life: number, job: Job<V>, result: JobResult<V, JobName<V>>, cause: number): void {
    if (life === this.#life) this.hear({ kind: 'done', job, result }, cause)
  }

  /** Its rest is over. */
  wake(): void {
    if (this.#busyUntilUs > this.#stage.nowUs) this.#stage.rest(this, this.#busyUntilUs)
    else this.listen()
  }

  /** Takes up what arrived while the node could not listen. */
  listen(): void {
    while (this.#inbox.length > 0 && this.#isFree()) {
      const waiting = this.#inbox.shift()!
      if (waiting.input === null) this.#ring(waiting.timer)
      else this.#tell(waiting.input, waiting.cause)
    }
  }

  crash(disk: Extract<Fault, { type: 'crash' }>['disk']): void {
    const inbox = this.#inbox
    this.disk.crash(disk)
    this.node = undefined
    this.isPaused = false
    this.#life++
    this.#held = null
    this.#inbox = []
    this.#busyUntilUs = 0
    for (const { alarm } of this.#timers.all) this.#stage.callOff(alarm!)
    this.#timers.clear()
    for (const { input } of inbox) if (input?.kind === 'request') this.#tickets.put(input.ticket, true)
    for (const ticket of this.#tickets.takeAll()) this.#stage.settle(ticket, unknown('the node crashed'))
  }

  betray(lies: readonly Lie[]): void {
    this.#adversary = lies.length === 0 ? null : adversary<V>(lies)
  }

  meet(peers: Peers, cause: number | null): void {
    this.#surroundings.peers = peers
    if (this.isUp) this.hear({ kind: 'peers', peers: [...peers] }, cause)
  }

  #isFree(): boolean {
    return !this.isPaused && this.#held === null && this.#busyUntilUs <= this.#stage.nowUs
  }

  #tell(input: Input<V>, cause: number | null): void {
    const stage = this.#stage
    const around = this.#surroundings
    around.now = this.clock.read(stage.nowUs)
    if (input.kind === 'request') this.#tickets.put(input.ticket, true)
    this.node = stage.step(stage.protocol, this.node, input, around)
    const asked = this.#adversary === null ? around.asked : askedFor(this.#adversary(around.effects, this.#memory))
    const index = stage.nextIndex()
    if (stage.isWatched) this.#report(input, asked, index, cause)
    if (this.slowUs > 0) this.#rest()
    if (asked !== null) this.#act(asked, index)
  }

  #report(input: Input<V>, asked: Asked<V> | null, index: number, cause: number | null): void {
    const atMs = this.#stage.nowUs / 1000
    const clockMs = this.#surroundings.now
    const own = clockMs === Math.floor(atMs) ? {} : { clockMs }
    this.#stage.tell({ kind: 'step', index, atMs, cause, node: this.peer, input, effects: effectsOf(asked), ...own })
  }

  /** Unless the timer was cancelled or moved since its alarm went off. */
  #ring(timer: SetTimer<V, Alarm>): void {
    if (!this.#timers.has(timer)) return
    if (timer.deadlineUs > this.#stage.nowUs) return this.#setAlarm(timer)
    this.#timers.remove(timer)
    this.#tell({ kind: 'timer', timer: timer.timer }, timer.cause)
  }

  /** Saves before anything else is done: what others hear of must survive. */
  #act(asked: Asked<V>, index: number): void {
    if (asked.save === null || this.#save(asked.save.what)) this.#perform(asked, index)
    else this.#held = { asked, index }
  }

  #save(durable: Durable<V>): boolean {
    this.disk.begin(durable)
    const isSynced = this.#stage.save(this)
    if (isSynced) this.disk.sync()
    return isSynced
  }

  #perform({ first }: Asked<V>, index: number): void {
    for (let link: Link<V> | null = first; link !== null; link = link.next) {
      switch (link.kind) {
        case 'save':
          break
        case 'send':
          this.#stage.send(this, link.where, link.what, index)
          break
        case 'set':
          this.#set(link.what, link.where, index)
          break
        case 'cancel':
          this.#cancel(link.what)
          break
        case 'answer':
          this.#settle(link.where, { is: 'answered', answer: link.what })
          break
        case 'refuse':
          this.#settle(link.where, { is: 'refused', reason: link.what })
          break
        case 'abandon':
          this.#settle(link.where, unknown(link.what))
          break
        case 'announce':
          break
        case 'work':
          this.#stage.work(this, link.what, index)
          break
      }
    }
  }

  #set(timer: Timer<V>, delayMs: number, cause: number): void {
    const deadlineUs = this.#stage.nowUs + this.clock.lastsUs(delayMs)
    const known = this.#timers.find(timer)
    if (known === undefined) {
      const set: SetTimer<V, Alarm> = { timer, deadlineUs, cause, alarm: null, alarmUs: deadlineUs }
      this.#setAlarm(set)
      this.#timers.put(set)
      return
    }
    known.deadlineUs = deadlineUs
    known.cause = cause
    // A later deadline waits for the alarm already scheduled, which then moves on: election timers are reset far
    // more often than they fire, and the queue must not fill with the dead ones.
    if (known.alarmUs <= deadlineUs) return
    this.#stage.callOff(known.alarm!)
    this.#setAlarm(known)
  }

  #setAlarm(timer: SetTimer<V, Alarm>): void {
    timer.alarmUs = timer.deadlineUs
    timer.alarm = this.#stage.setAlarm(this, timer)
  }

  #cancel(timer: Timer<V>): void {
    const known = this.#timers.find(timer)
    if (known === undefined) return
    this.#timers.remove(known)
    this.#stage.callOff(known.alarm!)
  }

  #settle(ticket: Ticket, outcome: Outcome): void {
    if (this.#tickets.take(ticket) !== null) this.#stage.settle(ticket, outcome)
  }

  #rest(): void {
    this.#busyUntilUs = this.#stage.nowUs + this.slowUs
    this.#stage.rest(this, this.#busyUntilUs)
  }
}
