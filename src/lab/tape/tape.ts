// A run as a tape: everything that happened, and the whole cluster at any moment of it. It does not know what the run
// goes on: the same tape serves a simulation, a file, and peers on real laptops.

import type { PeerId } from '../../core/ids.ts'
import { Members } from '../../core/peers.ts'
import type { Effect, Vocabulary } from '../../core/protocol.ts'
import { afterFault, type NetworkConditions } from '../../faults/conditions.ts'
import type { Happening } from '../../trace/happening.ts'
import type { Actor, Stage } from './actor.ts'
import { type Arrow, Arrows } from './arrows.ts'
import { type Band, Bands } from './bands.ts'
import { countWhere } from './count-where.ts'
import { Operations, type Undertaking } from './operations.ts'
import { Witness } from './witness.ts'

export interface TapeSetting<V extends Vocabulary, Node> extends Stage<V, Node> {
  readonly nodes: readonly PeerId[]
  readonly network: NetworkConditions
}

interface Since<T> {
  readonly index: number
  readonly value: T
}

export class Tape<V extends Vocabulary = any, Node = any> {
  readonly protocol: Stage<V, Node>['protocol']
  readonly #setting: TapeSetting<V, Node>
  readonly #happenings: Happening<V>[] = []
  readonly #events: number[] = []
  readonly #decisive: number[] = []
  readonly #witnesses = new Map<PeerId, Witness<V, Node>>()
  readonly #arrows = new Arrows<V>()
  readonly #bands = new Bands()
  readonly #operations = new Operations()
  readonly #members: Since<Members>[]
  readonly #conditions: Since<NetworkConditions>[]

  constructor(setting: TapeSetting<V, Node>) {
    this.protocol = setting.protocol
    this.#setting = setting
    this.#members = [{ index: -1, value: new Members(setting.nodes) }]
    this.#conditions = [{ index: -1, value: setting.network }]
  }

  /** `eventCount`: how many events of the simulator are over, where there is one. */
  add(happening: Happening<V>, eventCount = 0): void {
    this.#happenings.push(happening)
    this.#events.push(eventCount)
    if (isDecisive(happening)) this.#decisive.push(happening.index)
    this.#bands.hear(happening)
    this.#operations.hear(happening)
    if (happening.kind === 'step') this.#arrows.hear(happening)
    if (happening.kind === 'lost') this.#arrows.lose(happening)
    if (happening.kind === 'fault') this.#obey(happening)
    const { kind } = happening
    if (kind === 'step' || kind === 'synced') this.#send(happening.node, happening)
    else if (kind === 'fault' && 'node' in happening.fault) this.#tell(happening.fault.node, happening)
    this.#arrows.mark(this.length)
  }

  get length(): number {
    return this.#happenings.length
  }

  /** What it takes to keep it: happenings and messages. */
  get weight(): number {
    return this.length + this.#arrows.count
  }

  get happenings(): readonly Happening<V>[] {
    return this.#happenings
  }

  /** Every message, in the order in which they left. */
  get arrows(): readonly Arrow<V>[] {
    return this.#arrows.all
  }

  get bands(): readonly Band[] {
    return this.#bands.all
  }

  get operations(): readonly Undertaking[] {
    return this.#operations.all
  }

  /** The places of what a reader wants to stop at: faults, events that nodes announced, ends of operations. */
  get decisive(): readonly number[] {
    return this.#decisive
  }

  /** The time of the last of so many happenings. */
  timeOf(position: number): number {
    return this.#happenings[position - 1]?.atMs ?? 0
  }

  /** How many happenings were over at a time. */
  positionAt(atMs: number): number {
    return countWhere(this.#happenings, happening => happening.atMs <= atMs)
  }

  /** How many events of the simulator were over after so many happenings. */
  eventsAt(position: number): number {
    return this.#events[position - 1] ?? 0
  }

  membersAt(position: number): readonly PeerId[] {
    return latest(this.#members, position).all
  }

  conditionsAt(position: number): NetworkConditions {
    return latest(this.#conditions, position)
  }

  /** One node when so many happenings were over. What it shows is not to be changed, nor kept beyond the next question. */
  actor(peer: PeerId, position: number): Actor<V, Node> {
    return this.#witnessOf(peer).at(position)
  }

  onTheWay(position: number): readonly Arrow<V>[] {
    return this.#arrows.onTheWay(position)
  }

  /** The messages that were on their way at some time between two places. */
  arrowsBetween(from: number, to: number): readonly Arrow<V>[] {
    return this.#arrows.between(from, to)
  }

  #obey({ fault, index }: Extract<Happening<V>, { kind: 'fault' }>): void {
    const conditions = this.#conditions.at(-1)!.value
    const after = afterFault(conditions, fault, this.#setting.network)
    if (after !== conditions) this.#conditions.push({ index, value: after })
    const { all } = this.#members.at(-1)!.value
    if (fault.type === 'join') this.#members.push({ index, value: new Members(new Set([...all, fault.node])) })
    if (fault.type === 'leave') {
      this.#members.push({ index, value: new Members(all.filter(peer => peer !== fault.node)) })
    }
  }

  #send(peer: PeerId, happening: Extract<Happening<V>, { kind: 'step' | 'synced' }>): void {
    const { index, atMs, kind } = happening
    const performed = this.#tell(peer, happening)
    this.#arrows.send(peer, performed, kind === 'synced' ? happening.cause! : index, index, atMs)
  }

  #tell(peer: PeerId, happening: Happening<V>): readonly Effect<V>[] {
    const peers = this.#setting.isSimulated ? this.#members.at(-1)!.value.others(peer) : null
    return this.#witnessOf(peer).hear(happening, peers)
  }

  #witnessOf(peer: PeerId): Witness<V, Node> {
    let witness = this.#witnesses.get(peer)
    if (witness === undefined) {
      witness = new Witness(this.#setting, peer, this.#members.at(-1)!.value.others(peer))
      this.#witnesses.set(peer, witness)
    }
    return witness
  }
}

export function isDecisive(happening: Happening): boolean {
  switch (happening.kind) {
    case 'step':
      return happening.effects.some(effect => effect.kind === 'announce')
    case 'synced':
    case 'lost':
    case 'begun':
      return false
    default:
      return true
  }
}

/** The value that held when so many happenings were over. */
function latest<T>(values: readonly Since<T>[], position: number): T {
  return values[countWhere(values, ({ index }) => index < position) - 1]!.value
}
