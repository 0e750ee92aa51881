// One simulated machine: it holds a node, its disk, clock, timers and open tickets, and acts on what a step asks for.
// It does not know the network, other hosts, or why anything happens to it.

import type { PeerId, Ticket } from '../core/ids.ts'
import { type Outcome, unknown } from '../core/outcome.ts'
import type { Peers } from '../core/peers.ts'
import type { Effect, Input, Message, Protocol, Timer, Vocabulary } from '../core/protocol.ts'
import { type Random, SeededRandom, seedFor } from '../core/random.ts'
import { type Step, Surroundings } from '../core/step.ts'
import { type Adversary, adversary, type Lie } from '../faults/adversary.ts'
import type { Fault } from '../faults/fault.ts'
import type { Happening } from '../trace/happening.ts'
import { NodeClock } from './clock.ts'
import { SimulatorEvent } from './simulator-event.ts'
import { Disk } from './storage.ts'
import { type SetTimer, Timers } from './timers.ts'

/** The simulation, as a host sees it. */
export interface Stage<V extends Vocabulary, Node> {
  readonly protocol: Protocol<V, Node>
  readonly step: Step
  readonly seed: number
  readonly nowUs: number
  readonly isWatched: boolean
  nextIndex(): number
  tell(happening: Happening<V>): void
  schedule(event: SimulatorEvent<V>): SimulatorEvent<V>
  callOff(event: SimulatorEvent<V>): void
  send(from: Host<V, Node>, to: PeerId, message: Message<V>, cause: number): void
  drawSaveUs(host: Host<V, Node>): number
  settle(ticket: Ticket, outcome: Outcome): void
}

/** What has come while the node could not listen. A timer stays set until it is heard, so that it can be cancelled. */
type Waiting<V extends Vocabulary> =
  | { readonly input: Input<V>; readonly cause: number | null }
  | { readonly input: null; readonly timer: SetTimer<V, SimulatorEvent<V>> }

export class Host<V extends Vocabulary, Node> {
  readonly peer: PeerId
  /** What its messages meet on their way is drawn from this. */
  readonly chance: Random
  readonly clock = new NodeClock()
  readonly disk = new Disk<unknown>()
  readonly tickets = new Set<Ticket>()
  node: Node | undefined = undefined
  isPaused = false
  slowUs = 0
  readonly #stage: Stage<V, Node>
  readonly #surroundings: Surroundings<V>
  readonly #timers: Timers<V, SimulatorEvent<V>>
  readonly #memory = new Map<string, Message<V>>()
  #adversary: Adversary<V> | null = null
  #life = 0
  #busyUntilUs = 0
  #held: { readonly effects: readonly Effect<V>[]; readonly index: number } | null = null
  #inbox: Waiting<V>[] = []

  constructor(peer: PeerId, peers: Peers, chance: Random, stage: Stage<V, Node>) {
    this.peer = peer
    this.chance = chance
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

  get life(): number {
    return this.#life
  }

  start(cause: number | null): void {
    const random = new SeededRandom(seedFor(this.#stage.seed, 'node', this.peer, this.#life)).state
    this.#tell({ kind: 'start', durable: this.disk.durable as never, random }, cause)
  }

  /** Tells the node something now, or when it is free to listen. */
  hear(input: Input<V>, cause: number | null): void {
    if (this.#isFree) this.#tell(input, cause)
    else this.#inbox.push({ input, cause })
  }

  ring(event: SimulatorEvent<V>): void {
    const timer = event.timer!
    if (this.#isFree) this.#ring(timer)
    else this.#inbox.push({ input: null, timer })
  }

  /** The save is on the disk: what waited for it happens now. */
  synced(): void {
    const { effects, index } = this.#held!
    this.disk.sync()
    this.#held = null
    if (this.#stage.isWatched) {
      const synced = { index: this.#stage.nextIndex(), atMs: this.#stage.nowUs / 1000, cause: index }
      this.#stage.tell({ kind: 'synced', node: this.peer, ...synced })
    } else this.#stage.nextIndex()
    this.#perform(effects, index)
    this.listen()
  }

  /** Takes up what arrived while the node could not listen. */
  listen(): void {
    while (this.#inbox.length > 0 && this.#isFree) {
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
    for (const { alarm } of this.#timers.all) this.#stage.callOff(alarm)
    this.#timers.clear()
    for (const { input } of inbox) if (input?.kind === 'request') this.tickets.add(input.ticket)
    for (const ticket of this.tickets) this.#stage.settle(ticket, unknown('the node crashed'))
    this.tickets.clear()
  }

  betray(lies: readonly Lie[]): void {
    this.#adversary = lies.length === 0 ? null : adversary<V>(lies)
  }

  meet(peers: Peers, cause: number | null): void {
    this.#surroundings.peers = peers
    if (this.isUp) this.hear({ kind: 'peers', peers: [...peers] }, cause)
  }

  get #isFree(): boolean {
    return !this.isPaused && this.#held === null && this.#busyUntilUs <= this.#stage.nowUs
  }

  #tell(input: Input<V>, cause: number | null): void {
    const stage = this.#stage
    const around = this.#surroundings
    around.now = this.clock.read(stage.nowUs)
    if (input.kind === 'request') this.tickets.add(input.ticket)
    this.node = stage.step(stage.protocol, this.node, input, around)
    const effects = this.#adversary === null ? around.effects : this.#adversary(around.effects, this.#memory)
    const index = stage.nextIndex()
    if (stage.isWatched) {
      const atMs = stage.nowUs / 1000
      const own = around.now === Math.floor(atMs) ? {} : { clockMs: around.now }
      stage.tell({ kind: 'step', index, atMs, cause, node: this.peer, input, effects, ...own })
    }
    if (this.slowUs > 0) this.#rest()
    if (effects.length > 0) this.#act(effects, index)
  }

  /** Unless the timer was cancelled or moved since its alarm went off. */
  #ring(timer: SetTimer<V, SimulatorEvent<V>>): void {
    if (this.#timers.get(timer.key) !== timer) return
    if (timer.deadlineUs > this.#stage.nowUs) {
      timer.alarm = this.#scheduleAlarm(timer)
      return
    }
    this.#timers.take(timer.key)
    this.#tell({ kind: 'timer', timer: timer.timer }, timer.cause)
  }

  /** Saves before anything else is done: what others hear of must survive. */
  #act(effects: readonly Effect<V>[], index: number): void {
    let durable: unknown
    let isSaving = false
    for (const effect of effects) {
      if (effect.kind !== 'save') continue
      durable = effect.durable
      isSaving = true
    }
    if (isSaving) {
      this.disk.begin(durable)
      const saveUs = this.#stage.drawSaveUs(this)
      if (saveUs > 0) {
        this.#held = { effects, index }
        this.#schedule('synced', saveUs)
        return
      }
      this.disk.sync()
    }
    this.#perform(effects, index)
  }

  #perform(effects: readonly Effect<V>[], index: number): void {
    for (const effect of effects) {
      switch (effect.kind) {
        case 'save':
          break
        case 'send':
          this.#stage.send(this, effect.to, effect.message, index)
          break
        case 'set':
          this.#set(effect.timer, effect.delayMs, index)
          break
        case 'cancel':
          this.#cancel(effect.timer)
          break
        case 'answer':
          this.#settle(effect.ticket, { is: 'answered', answer: effect.answer })
          break
        case 'refuse':
          this.#settle(effect.ticket, { is: 'refused', reason: effect.reason })
          break
        case 'abandon':
          this.#settle(effect.ticket, unknown(effect.reason))
          break
        case 'announce':
          break
        case 'work':
          this.#work(effect.job, index)
          break
      }
    }
  }

  #set(timer: Timer<V>, delayMs: number, cause: number): void {
    const key = this.#timers.keyOf(timer)
    const deadlineUs = this.#stage.nowUs + this.clock.lastsUs(delayMs)
    const known = this.#timers.get(key)
    if (known === undefined) {
      const set = { key, timer, deadlineUs, cause } as SetTimer<V, SimulatorEvent<V>>
      set.alarm = this.#scheduleAlarm(set)
      this.#timers.put(set)
      return
    }
    known.deadlineUs = deadlineUs
    known.cause = cause
    // A later deadline waits for the alarm already scheduled, which then moves on: election timers are reset far
    // more often than they fire, and the queue must not fill with the dead ones.
    if (known.alarm.atUs <= deadlineUs) return
    this.#stage.callOff(known.alarm)
    known.alarm = this.#scheduleAlarm(known)
  }

  #cancel(timer: Timer<V>): void {
    const known = this.#timers.take(this.#timers.keyOf(timer))
    if (known !== undefined) this.#stage.callOff(known.alarm)
  }

  #settle(ticket: Ticket, outcome: Outcome): void {
    if (this.tickets.delete(ticket)) this.#stage.settle(ticket, outcome)
  }

  #work(job: unknown, index: number): void {
    const { type } = job as { readonly type: string }
    const definition = this.#stage.protocol.jobs![type as never] as {
      run(ask: unknown): unknown
      readonly durationMs: readonly [number, number]
    }
    const chance = new SeededRandom(seedFor(this.#stage.seed, 'job', this.peer, index))
    const [low, high] = definition.durationMs
    const delayUs = chance.between(low * 1000, high * 1000)
    const input = { kind: 'done', job, result: definition.run(job) } as Input<V>
    this.#schedule('done', delayUs, input, index)
  }

  #rest(): void {
    this.#busyUntilUs = this.#stage.nowUs + this.slowUs
    this.#schedule('wake', this.slowUs)
  }

  #scheduleAlarm(timer: SetTimer<V, SimulatorEvent<V>>): SimulatorEvent<V> {
    const { deadlineUs: atUs } = timer
    return this.#stage.schedule(new SimulatorEvent<V>('alarm', atUs, this, this.#life, null, null, timer, null))
  }

  #schedule(
    kind: 'synced' | 'wake' | 'done',
    delayUs: number,
    input: Input<V> | null = null,
    cause: number | null = null,
  ): void {
    const atUs = this.#stage.nowUs + delayUs
    this.#stage.schedule(new SimulatorEvent<V>(kind, atUs, this, this.#life, input, cause, null, null))
  }
}
