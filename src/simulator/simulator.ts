// A whole cluster in one thread, from one seed: the same code as on real peers, with time, chance, network and disks
// in the simulator's hand.

import type { PeerId, Ticket } from '../core/ids.ts'
import type { Outcome } from '../core/outcome.ts'
import { Members } from '../core/peers.ts'
import type { Input, Message, Protocol, Request, Vocabulary } from '../core/protocol.ts'
import { SeededRandom, seedFor } from '../core/random.ts'
import { type Step, step, strictStep } from '../core/step.ts'
import type { Fault } from '../faults/fault.ts'
import type { Cluster } from '../trace/cluster.ts'
import type { Act } from '../trace/edit.ts'
import type { Happening, LostHappening } from '../trace/happening.ts'
import type { ScriptLine } from '../trace/scenario.ts'
import { startClients } from './clients.ts'
import { EventQueue } from './event-queue.ts'
import { Hand } from './hand.ts'
import { Host, type Stage } from './host.ts'
import { Network } from './network.ts'
import type { Pending } from './pending.ts'
import { namesOf, type Setting } from './setting.ts'
import { SimulatorEvent } from './simulator-event.ts'
import { strike } from './strike.ts'
import { Tickets } from './tickets.ts'
import { Weather } from './weather.ts'

export class Simulator<V extends Vocabulary, Node> implements Cluster<V, Node>, Stage<V, Node> {
  readonly protocol: Protocol<V, Node>
  readonly seed: number
  readonly step: Step
  readonly #queue = new EventQueue<SimulatorEvent<V>>()
  readonly #hosts = new Map<PeerId, Host<V, Node>>()
  readonly #network: Network<V>
  readonly #weather: Weather | null
  readonly #saveMs: readonly [low: number, high: number]
  readonly #diskChance: SeededRandom
  readonly #listeners = new Set<(happening: Happening<V>) => void>()
  readonly #tickets = new Tickets()
  readonly #hand: Hand<V>
  #members: Members
  #nowUs = 0
  #nextIndex = 0
  #eventCount = 0
  #posted: Extract<Input<V>, { kind: 'message' }> | null = null

  constructor(setting: Setting<V, Node>) {
    this.protocol = setting.protocol
    this.seed = setting.seed
    this.step = setting.isStrict === true ? strictStep : step
    this.#network = new Network(setting.protocol.vocabulary, setting.seed, setting.network ?? {})
    this.#hand = new Hand(setting.edits ?? [], this.#queue, this)
    this.#saveMs = setting.saveMs ?? setting.storm?.saveMs ?? [0, 0]
    this.#diskChance = new SeededRandom(seedFor(setting.seed, 'disk'))
    this.#members = new Members(namesOf(setting.members))
    for (const peer of this.#members.all) this.#begin(peer, null)
    for (const line of setting.script ?? []) this.at(line.atMs, () => this.#follow(line))
    this.#weather = setting.storm == null ? null : new Weather(setting.storm, this)
    if (setting.load !== undefined) startClients(setting.load, this)
  }

  get members(): readonly PeerId[] {
    return this.#members.all
  }

  /** The running members of the largest group that the network leaves together. */
  get core(): readonly PeerId[] {
    const running = this.members.filter(peer => this.#hosts.get(peer)!.isUp && !this.#hosts.get(peer)!.isPaused)
    const groups = this.#network.groupsOf(running)
    return groups.reduce((largest, group) => (group.length > largest.length ? group : largest), [])
  }

  get nowMs(): number {
    return this.#nowUs / 1000
  }

  get nowUs(): number {
    return this.#nowUs
  }

  /** How many events were handled so far: the measure of a run's size. */
  get eventCount(): number {
    return this.#eventCount
  }

  /** How often a person has laid hands on this run. */
  get editCount(): number {
    return this.#hand.editCount
  }

  /** How many are still to come: what must not grow in a long run. */
  get pendingCount(): number {
    return this.#queue.length
  }

  get isWatched(): boolean {
    return this.#listeners.size > 0
  }

  node(peer: PeerId): Node | undefined {
    return this.#hosts.get(peer)?.node
  }

  isHonest(peer: PeerId): boolean {
    return this.#hosts.get(peer)?.isHonest ?? false
  }

  isPaused(peer: PeerId): boolean {
    return this.#hosts.get(peer)?.isPaused ?? false
  }

  watch(listener: (happening: Happening<V>) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  ask(peer: PeerId, request: Request<V>, settled: (outcome: Outcome) => void = () => {}): Ticket {
    const ticket = this.#tickets.open(settled)
    const host = this.#hosts.get(peer)
    this.at(this.nowMs, () => {
      if (host?.isUp) host.hear({ kind: 'request', ticket, request }, null)
      else this.settle(ticket, { is: 'refused', reason: 'the node is down' })
    })
    return ticket
  }

  inject(fault: Fault): void {
    const index = this.report({ kind: 'fault', fault, cause: null })
    this.#network.inject(fault)
    switch (fault.type) {
      case 'join':
        return this.#change([...this.members, fault.node], index)
      case 'leave':
        return this.#change(
          this.members.filter(peer => peer !== fault.node),
          index,
        )
      default:
        if ('node' in fault) strike(fault, this.#hosts.get(fault.node), index, this.#nowUs)
    }
  }

  /** Lets the clock reach a time before the next event. */
  reach(atUs: number): void {
    this.#nowUs = Math.max(this.#nowUs, Math.min(atUs, this.#queue.nextUs))
  }

  /** What is to come, soonest first. */
  pending(): readonly Pending<V>[] {
    return this.#hand.pending()
  }

  /** Does what a person wants done now. False where it is too late: then nothing happened. Edits to come are forgotten. */
  act(act: Act<V>): boolean {
    return this.#hand.act(act)
  }

  /** Runs the next event. False when nothing will ever happen again. */
  advance(): boolean {
    this.#hand.makeEdits(Infinity)
    const event = this.#queue.pop()
    if (event === undefined) return false
    this.#nowUs = event.atUs
    this.#eventCount++
    const { host } = event
    if (host === null) event.call!()
    else if (event.kind === 'deliver') this.#deliver(host, event)
    else if (event.life === host.life) {
      if (event.kind === 'alarm') host.ring(event)
      else if (event.kind === 'synced') host.synced()
      else if (event.kind === 'wake') host.listen()
      else host.hear(event.input!, event.cause)
    }
    return true
  }

  /** Runs all events up to a time, and lets the clock reach it. */
  runTo(atMs: number): void {
    const endUs = Math.round(atMs * 1000)
    this.#hand.makeEdits(endUs)
    while (this.#queue.nextUs <= endUs) {
      this.advance()
      this.#hand.makeEdits(endUs)
    }
    this.#nowUs = Math.max(this.#nowUs, endUs)
  }

  /** Runs until `isDone`, asked after each event, or until a time. Says whether it was done. */
  runUntil(isDone: () => boolean, atMostMs: number): boolean {
    while (!isDone()) {
      this.#hand.makeEdits(atMostMs * 1000)
      if (this.#queue.nextUs > atMostMs * 1000) return false
      this.advance()
    }
    return true
  }

  /** Calls back at a time of the run, unless it is called off before. */
  at(atMs: number, call: () => void): SimulatorEvent<V> {
    const atUs = Math.max(this.#nowUs, Math.round(atMs * 1000))
    return this.schedule(new SimulatorEvent<V>('call', atUs, null, 0, null, null, null, call))
  }

  tell(happening: Happening<V>): void {
    for (const listener of this.#listeners) listener(happening)
  }

  nextIndex(): number {
    return this.#nextIndex++
  }

  schedule(event: SimulatorEvent<V>): SimulatorEvent<V> {
    this.#queue.push(event)
    return event
  }

  callOff(event: SimulatorEvent<V>): void {
    this.#queue.callOff(event)
  }

  send(from: Host<V, Node>, to: PeerId, message: Message<V>, cause: number): void {
    const host = this.#hosts.get(to)
    if (host === undefined) return this.lose({ from: from.peer, to, message, why: 'gone', cause })
    const calmUs = this.#network.calmUs(from.chance)
    if (calmUs !== null) return this.#post(host, from.peer, message, calmUs, cause)
    const fate = this.#network.carry(from.peer, to, message, this.#nowUs)
    if (fate.is === 'lost') return this.lose({ from: from.peer, to, message, why: fate.why, cause })
    for (const copyUs of fate.copiesUs) this.#post(host, from.peer, message, copyUs, cause)
  }

  /** What is said to many is one input to all of them. */
  #post(host: Host<V, Node>, from: PeerId, message: Message<V>, inUs: number, cause: number): void {
    if (this.#posted?.message !== message || this.#posted.from !== from)
      this.#posted = { kind: 'message', from, message }
    this.schedule(new SimulatorEvent<V>('deliver', this.#nowUs + inUs, host, 0, this.#posted, cause, null, null))
  }

  drawSaveUs(host: Host<V, Node>): number {
    const [low, high] = this.#saveMs
    if (high === 0) return 0
    const saveUs = this.#diskChance.between(low * 1000, high * 1000)
    if (saveUs > 0) this.#weather?.onSave(host.peer, saveUs)
    return saveUs
  }

  settle(ticket: Ticket, outcome: Outcome): void {
    this.#tickets.settle(ticket, outcome)
  }

  /** Gives up waiting: whoever asked learns that nobody can say. The node may still act. */
  giveUp(ticket: Ticket): void {
    this.#tickets.giveUp(ticket)
  }

  /** Tells the watchers of something that is no step. Returns its index. */
  report(happening: DistributiveOmit<Happening<V>, 'index' | 'atMs'>): number {
    const index = this.nextIndex()
    if (this.isWatched) this.tell({ ...happening, index, atMs: this.nowMs } as Happening<V>)
    return index
  }

  #deliver(host: Host<V, Node>, event: SimulatorEvent<V>): void {
    const input = event.input as Extract<SimulatorEvent<V>['input'], { kind: 'message' }>
    if (host.isUp) return host.hear(input, event.cause)
    this.lose({ from: input.from, to: host.peer, message: input.message, why: 'down', cause: event.cause })
  }

  lose(lost: Pick<LostHappening<V>, 'from' | 'to' | 'message' | 'why' | 'cause'>): void {
    this.report({ kind: 'lost', ...lost })
  }

  #begin(peer: PeerId, cause: number | null): void {
    const host = new Host<V, Node>(peer, this.#members.others(peer), this.#network.chanceOf(peer), this)
    this.#hosts.set(peer, host)
    this.at(this.nowMs, () => host.isUp || host.start(cause))
  }

  #change(members: readonly PeerId[], cause: number): void {
    const before = this.#members
    this.#members = new Members(new Set(members))
    for (const peer of before.all) {
      if (this.#members.placeOf(peer) >= 0) continue
      this.#hosts.get(peer)!.crash('synced')
      this.#hosts.delete(peer)
    }
    for (const peer of this.#members.all) {
      if (before.placeOf(peer) < 0) this.#begin(peer, cause)
      else this.#hosts.get(peer)!.meet(this.#members.others(peer), cause)
    }
  }

  #follow(line: ScriptLine<V>): void {
    if ('fault' in line) this.inject(line.fault)
    else this.ask(line.ask.node, line.ask.request)
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
