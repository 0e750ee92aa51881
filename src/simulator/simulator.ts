// A whole cluster in one thread, from one seed: the same code as on real peers, with time, chance, network and disks
// in the simulator's hand.

import { namesOf, type PeerId, type Ticket } from '../core/ids.ts'
import type { Outcome } from '../core/outcome.ts'
import { Members } from '../core/peers.ts'
import type { Protocol, Request, Vocabulary } from '../core/protocol.ts'
import { largestGroup } from '../faults/conditions.ts'
import type { Fault } from '../faults/fault.ts'
import { startClients } from '../host/clients.ts'
import { Host } from '../host/host.ts'
import { strike } from '../host/strike.ts'
import type { Cluster } from '../trace/cluster.ts'
import type { Act } from '../trace/edit.ts'
import type { Happening } from '../trace/happening.ts'
import type { ScriptLine } from '../trace/scenario.ts'
import { Hand } from './hand.ts'
import type { Pending } from './pending.ts'
import type { Setting } from './setting.ts'
import type { SimulatorEvent } from './simulator-event.ts'
import { SimulatedStage } from './stage.ts'
import { Weather } from './weather.ts'

export class Simulator<V extends Vocabulary, Node> implements Cluster<V, Node> {
  readonly #stage: SimulatedStage<V, Node>
  readonly #hand: Hand<V>
  #members: Members
  #eventCount = 0

  constructor(setting: Setting<V, Node>) {
    this.#stage = new SimulatedStage(setting)
    this.#hand = new Hand(setting.edits ?? [], this.#stage, this)
    this.#members = new Members(namesOf(setting.members))
    for (const peer of this.#members.all) this.#begin(peer, null)
    for (const line of setting.script ?? []) this.before(line.atMs, () => this.#follow(line))
    if (setting.storm != null) this.#stage.weather = new Weather(setting.storm, this)
    if (setting.load !== undefined) startClients(setting.load, this)
  }

  get protocol(): Protocol<V, Node> {
    return this.#stage.protocol
  }

  get seed(): number {
    return this.#stage.seed
  }

  get members(): readonly PeerId[] {
    return this.#members.all
  }

  /** The running members of the largest group that the network leaves together. */
  get core(): readonly PeerId[] {
    const { hosts, network } = this.#stage
    const running = this.members.filter(peer => hosts.get(peer)!.isUp && !hosts.get(peer)!.isPaused)
    return largestGroup(running, network.conditions)
  }

  get nowMs(): number {
    return this.#stage.nowUs / 1000
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
    return this.#stage.queue.length
  }

  node(peer: PeerId): Node | undefined {
    return this.#stage.hosts.get(peer)?.node
  }

  isHonest(peer: PeerId): boolean {
    return this.#stage.hosts.get(peer)?.isHonest ?? false
  }

  isPaused(peer: PeerId): boolean {
    return this.#stage.hosts.get(peer)?.isPaused ?? false
  }

  watch(listener: (happening: Happening<V>) => void): () => void {
    this.#stage.listeners.add(listener)
    return () => void this.#stage.listeners.delete(listener)
  }

  ask(peer: PeerId, request: Request<V>, settled: (outcome: Outcome) => void = () => {}): Ticket {
    return this.#stage.ask(peer, request, settled)
  }

  /** Gives up waiting: whoever asked learns that nobody can say. The node may still act. */
  giveUp(ticket: Ticket): void {
    this.#stage.tickets.giveUp(ticket)
  }

  inject(fault: Fault): void {
    const index = this.#stage.report({ kind: 'fault', fault, cause: null })
    this.#stage.network.inject(fault)
    switch (fault.type) {
      case 'join':
        return this.#change([...this.members, fault.node], index)
      case 'leave':
        return this.#change(
          this.members.filter(peer => peer !== fault.node),
          index,
        )
      default:
        if ('node' in fault) strike(fault, this.#stage.hosts.get(fault.node), index, this.#stage.nowUs)
    }
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
    const event = this.#stage.queue.pop()
    if (event === undefined) return false
    this.#handle(event)
    return true
  }

  /** Runs all events up to a time, and lets the clock reach it. */
  runTo(atMs: number): void {
    const endUs = Math.round(atMs * 1000)
    this.#hand.makeEdits(endUs)
    const { queue } = this.#stage
    for (let event = queue.pop(endUs); event !== undefined; event = queue.pop(endUs)) {
      this.#handle(event)
      this.#hand.makeEdits(endUs)
    }
    this.#stage.nowUs = Math.max(this.#stage.nowUs, endUs)
  }

  /** Runs until `isDone`, asked after each event, or until a time. Says whether it was done. */
  runUntil(isDone: () => boolean, atMostMs: number): boolean {
    while (!isDone()) {
      this.#hand.makeEdits(atMostMs * 1000)
      if (this.#stage.queue.nextUs > atMostMs * 1000) return false
      this.advance()
    }
    return true
  }

  /** Calls back at a time of the run, unless it is called off before. */
  at(atMs: number, call: () => void): SimulatorEvent<V> {
    return this.#stage.at(Math.round(atMs * 1000), call)
  }

  /** As `at`, but before all else that happens then: so a script, a storm and what a storm did are told apart by nothing. */
  before(atMs: number, call: () => void): void {
    this.#stage.before(Math.round(atMs * 1000), call)
  }

  callOff(event: SimulatorEvent<V>): void {
    this.#stage.callOff(event)
  }

  report(happening: Parameters<SimulatedStage<V, Node>['report']>[0]): number {
    return this.#stage.report(happening)
  }

  #handle(event: SimulatorEvent<V>): void {
    this.#stage.nowUs = event.atUs
    this.#eventCount++
    this.#stage.handle(event)
  }

  #begin(peer: PeerId, cause: number | null): void {
    const { hosts, network } = this.#stage
    const beginning = { peer, peers: this.#members.others(peer), chance: network.chanceOf(peer) }
    const host = new Host<V, Node, SimulatorEvent<V>>(beginning, this.#stage)
    hosts.set(peer, host)
    this.before(this.nowMs, () => host.isUp || host.start(cause))
  }

  #change(members: readonly PeerId[], cause: number): void {
    const { hosts } = this.#stage
    const before = this.#members
    this.#members = new Members(new Set(members))
    for (const peer of before.all) {
      if (this.#members.placeOf(peer) >= 0) continue
      hosts.get(peer)!.crash('synced')
      hosts.delete(peer)
    }
    for (const peer of this.#members.all) {
      if (before.placeOf(peer) < 0) this.#begin(peer, cause)
      else hosts.get(peer)!.meet(this.#members.others(peer), cause)
    }
  }

  #follow(line: ScriptLine<V>): void {
    if ('fault' in line) this.inject(line.fault)
    else this.ask(line.ask.node, line.ask.request)
  }
}
