// What simulated hosts stand on: one queue of all that is to come, and a network and disks that are drawn from the seed.

import type { PeerId, Ticket } from '../core/ids.ts'
import type { Outcome } from '../core/outcome.ts'
import type { Input, Job, JobDefinition, Message, Protocol, Request, Vocabulary } from '../core/protocol.ts'
import { SeededRandom, seedFor } from '../core/random.ts'
import { type Step, step } from '../core/step.ts'
import type { Host } from '../host/host.ts'
import type { Stage } from '../host/stage.ts'
import { Tickets } from '../host/tickets.ts'
import type { SetTimer } from '../host/timers.ts'
import type { Happening, LostHappening, Untimed } from '../trace/happening.ts'
import { EventQueue } from './event-queue.ts'
import { Network } from './network.ts'
import type { Setting } from './setting.ts'
import { SimulatorEvent } from './simulator-event.ts'
import type { Weather } from './weather.ts'

export type SimulatedHost<V extends Vocabulary, Node> = Host<V, Node, SimulatorEvent<V>>

export class SimulatedStage<V extends Vocabulary, Node> implements Stage<V, Node, SimulatorEvent<V>> {
  readonly protocol: Protocol<V, Node>
  readonly seed: number
  readonly step: Step
  readonly queue = new EventQueue<SimulatorEvent<V>>()
  readonly hosts = new Map<PeerId, SimulatedHost<V, Node>>()
  readonly listeners = new Set<(happening: Happening<V>) => void>()
  readonly network: Network<V>
  readonly tickets = new Tickets()
  nowUs = 0
  /** Wants to hear of every save that takes a while. */
  weather: Weather | null = null
  readonly #saveMs: readonly [low: number, high: number]
  readonly #diskChance: SeededRandom
  #nextIndex = 0
  #posted: Extract<Input<V>, { kind: 'message' }> | null = null

  constructor(setting: Setting<V, Node>) {
    this.protocol = setting.protocol
    this.seed = setting.seed
    this.step = setting.step ?? step
    this.network = new Network(setting.protocol.vocabulary, setting.seed, setting.network ?? {})
    this.#saveMs = setting.saveMs ?? setting.storm?.saveMs ?? [0, 0]
    this.#diskChance = new SeededRandom(seedFor(setting.seed, 'disk'))
  }

  get isWatched(): boolean {
    return this.listeners.size > 0
  }

  nextIndex(): number {
    return this.#nextIndex++
  }

  tell(happening: Happening<V>): void {
    for (const listener of this.listeners) listener(happening)
  }

  /** Tells the watchers of something that is no step. Returns its index. */
  report(happening: Untimed<Happening<V>>): number {
    const index = this.nextIndex()
    if (this.isWatched) this.tell({ ...happening, index, atMs: this.nowUs / 1000 } as Happening<V>)
    return index
  }

  lose(lost: Pick<LostHappening<V>, 'from' | 'to' | 'message' | 'why' | 'cause'>): void {
    this.report({ kind: 'lost', ...lost })
  }

  schedule(event: SimulatorEvent<V>): SimulatorEvent<V> {
    this.queue.push(event)
    return event
  }

  callOff(event: SimulatorEvent<V>): void {
    this.queue.callOff(event)
  }

  /** Lets the clock reach a time, but not beyond the next event. */
  reach(atUs: number): void {
    this.nowUs = Math.max(this.nowUs, Math.min(atUs, this.queue.nextUs))
  }

  /** Calls back at a time of the run, unless it is called off before. */
  at(atUs: number, call: () => void): SimulatorEvent<V> {
    return this.schedule(callAt(Math.max(this.nowUs, atUs), call))
  }

  /** Calls back at a time of the run, before all else that happens then. */
  before(atUs: number, call: () => void): void {
    this.queue.pushFirst(callAt(Math.max(this.nowUs, atUs), call))
  }

  setAlarm(host: SimulatedHost<V, Node>, timer: SetTimer<V, SimulatorEvent<V>>): SimulatorEvent<V> {
    return this.schedule(new SimulatorEvent<V>('alarm', timer.deadlineUs, host, host.life, null, null, timer, null))
  }

  rest(host: SimulatedHost<V, Node>, untilUs: number): void {
    this.schedule(new SimulatorEvent<V>('wake', untilUs, host, host.life, null, null, null, null))
  }

  save(host: SimulatedHost<V, Node>): boolean {
    return this.#saveMs[1] === 0 || this.#saveSlowly(host)
  }

  #saveSlowly(host: SimulatedHost<V, Node>): boolean {
    const [low, high] = this.#saveMs
    const saveUs = this.#diskChance.between(low * 1000, high * 1000)
    if (saveUs === 0) return true
    this.weather?.onSave(host.peer, saveUs)
    this.schedule(new SimulatorEvent<V>('synced', this.nowUs + saveUs, host, host.life, null, null, null, null))
    return false
  }

  /** Computed at once, and known when its modelled duration is over. */
  work(host: SimulatedHost<V, Node>, job: Job<V>, cause: number): void {
    const { run, durationMs } = this.protocol.jobs![job.type] as JobDefinition<Job<V>, unknown>
    const [low, high] = durationMs
    const chance = new SeededRandom(seedFor(this.seed, 'job', host.peer, cause))
    const atUs = this.nowUs + chance.between(low * 1000, high * 1000)
    const input = { kind: 'done', job, result: run(job) } as const
    this.schedule(new SimulatorEvent<V>('done', atUs, host, host.life, input, cause, null, null))
  }

  send(from: SimulatedHost<V, Node>, to: PeerId, message: Message<V>, cause: number): void {
    const host = this.hosts.get(to)
    if (host === undefined) return this.lose({ from: from.peer, to, message, why: 'gone', cause })
    const calmUs = this.network.calmUs(from.chance)
    if (calmUs !== null) return this.#post(host, from.peer, message, calmUs, cause)
    this.#carry(from, host, message, cause)
  }

  /** Apart, because mostly nothing but time stands between two members. */
  #carry(from: SimulatedHost<V, Node>, host: SimulatedHost<V, Node>, message: Message<V>, cause: number): void {
    const fate = this.network.carry(from.peer, host.peer, message, this.nowUs)
    if (fate.is === 'lost') return this.lose({ from: from.peer, to: host.peer, message, why: fate.why, cause })
    for (const copyUs of fate.copiesUs) this.#post(host, from.peer, message, copyUs, cause)
  }

  /** What is asked is heard before long, and refused if the node is down by then. */
  ask(peer: PeerId, request: Request<V>, settled: (outcome: Outcome) => void): Ticket {
    const ticket = this.tickets.open(settled)
    const host = this.hosts.get(peer)
    const input = { kind: 'request', ticket, request } as const
    if (host === undefined) this.at(this.nowUs, () => this.#refuse(ticket))
    else this.schedule(new SimulatorEvent<V>('ask', this.nowUs, host, 0, input, null, null, null))
    return ticket
  }

  settle(ticket: Ticket, outcome: Outcome): void {
    this.tickets.settle(ticket, outcome)
  }

  handle(event: SimulatorEvent<V>): void {
    const { host } = event
    if (host === null) return event.call!()
    switch (event.kind) {
      case 'deliver':
        return this.#deliver(host, event)
      case 'ask': {
        if (host.isUp) return host.hear(event.input!, null)
        return this.#refuse((event.input as Extract<Input<V>, { kind: 'request' }>).ticket)
      }
      case 'alarm':
        return host.ring(event.timer!)
      case 'synced':
        return host.synced(event.life)
      case 'done': {
        const { job, result } = event.input as Extract<Input<V>, { kind: 'done' }>
        return host.done(event.life, job, result as never, event.cause!)
      }
      case 'wake':
        return host.wake()
    }
  }

  #refuse(ticket: Ticket): void {
    this.settle(ticket, { is: 'refused', reason: 'the node is down' })
  }

  /** What is said to many is one input to all of them: measured, with a thousand nodes a tenth of the time, and of the memory. */
  #post(host: SimulatedHost<V, Node>, from: PeerId, message: Message<V>, inUs: number, cause: number): void {
    if (this.#posted?.message !== message || this.#posted.from !== from)
      this.#posted = { kind: 'message', from, message }
    this.schedule(new SimulatorEvent<V>('deliver', this.nowUs + inUs, host, 0, this.#posted, cause, null, null))
  }

  #deliver(host: SimulatedHost<V, Node>, { input, cause }: SimulatorEvent<V>): void {
    if (host.isUp) return host.hear(input!, cause)
    const { from, message } = input as Extract<Input<V>, { kind: 'message' }>
    this.lose({ from, to: host.peer, message, why: 'down', cause })
  }
}

const callAt = (atUs: number, call: () => void): SimulatorEvent =>
  new SimulatorEvent('call', atUs, null, 0, null, null, null, call)
