// One moment of a cluster under exploration. Never changed once made: the next moment shares all that did not move.

import { digest } from '../core/digest.ts'
import type { PeerId } from '../core/ids.ts'
import type { Input, Millis, Timer, Vocabulary } from '../core/protocol.ts'
import type { ClusterView } from '../trace/cluster.ts'

/** Sixty-four bits, as two whole numbers of thirty-two. */
export interface Words {
  readonly high: number
  readonly low: number
}

/** What a node will be told: a message on its way, or the result of a job. Its digest leaves out the cause. */
export interface Letter<V extends Vocabulary> extends Words {
  readonly to: number
  readonly input: Extract<Input<V>, { kind: 'message' | 'done' }>
  readonly cause: number
}

/** A timer that is set, with the digest of the timer alone. */
export interface Alarm<V extends Vocabulary> extends Words {
  readonly timer: Timer<V>
  readonly dueMs: Millis
  readonly cause: number
}

/** One machine. Its digest covers the node and what it saved. */
export interface Machine<V extends Vocabulary, Node> extends Words {
  /** Undefined while it is down. */
  readonly node: Node | undefined
  readonly durable: unknown
  readonly alarms: readonly Alarm<V>[]
}

/** What a law remembers. */
export interface Memory extends Words {
  readonly memory: unknown
}

/** How often something may still go wrong. */
export interface Budgets {
  readonly drops: number
  readonly duplicates: number
  readonly crashes: number
}

export interface State<V extends Vocabulary, Node> {
  readonly machines: readonly Machine<V, Node>[]
  /** All nodes start first, one after another. */
  readonly started: number
  readonly letters: readonly Letter<V>[]
  readonly memories: readonly Memory[]
  readonly budgets: Budgets
  /** How many of the listed requests were asked. */
  readonly asked: number
  /** Time passes only where rounds are synchronous. */
  readonly nowMs: Millis
  readonly traitors: ReadonlySet<number>
  /** How many happenings led here. No part of the digest: the same moment may be reached in more ways than one. */
  readonly happenings: number
}

export function wordsOf(value: unknown): Words {
  const hex = digest(value)
  return { high: Number.parseInt(hex.slice(0, 8), 16) | 0, low: Number.parseInt(hex.slice(8), 16) | 0 }
}

/** From the digests of the parts, which are kept with them: nothing is read twice. */
export function digestOf<V extends Vocabulary>(state: State<V, unknown>): Words {
  const sum = new Sum()
  for (let place = 0; place < state.machines.length; place++) {
    const machine = state.machines[place]!
    sum.add(machine, place * 3)
    for (const { high, low, dueMs } of machine.alarms) sum.add({ high: high ^ dueMs, low }, place * 3 + 1)
    if (state.traitors.has(place)) sum.add(nobody, place * 3 + 2)
  }
  for (const letter of state.letters) sum.add(letter, -1)
  for (let place = 0; place < state.memories.length; place++) sum.add(state.memories[place]!, -2 - place)
  const { drops, duplicates, crashes } = state.budgets
  sum.add({ high: drops * 0x10001 + duplicates, low: crashes * 0x10001 + state.asked }, moreSalt)
  sum.add({ high: state.nowMs | 0, low: Math.floor(state.nowMs / 2 ** 32) }, moreSalt + 1)
  return { high: sum.high | 0, low: sum.low | 0 }
}

const nobody: Words = { high: 0, low: 0 }
/** Beyond any place of a machine. */
const moreSalt = 0x4000_0000

/** Adding forgets the order, so that equal bags of letters are equal; the salt tells the parts apart. */
class Sum {
  high = 0
  low = 0

  add(part: Words, salt: number): void {
    let high = Math.imul(part.high ^ Math.imul(salt + 1, 0x9e3779b1), 0x85ebca6b)
    let low = Math.imul(part.low ^ Math.imul(salt + 1, 0x5f356495), 0xc2b2ae35)
    high = Math.imul(high ^ (high >>> 15) ^ low, 0x2c1b3c6d)
    low = Math.imul(low ^ (low >>> 13) ^ high, 0x297a2d39)
    this.high = (this.high + (high ^ (high >>> 16))) | 0
    this.low = (this.low + (low ^ (low >>> 15))) | 0
  }
}

/** The cluster as laws see it, one state at a time. */
export class StateView<V extends Vocabulary, Node> implements ClusterView<Node> {
  readonly members: readonly PeerId[]
  readonly #places: ReadonlyMap<PeerId, number>
  #state: State<V, Node>

  constructor(members: readonly PeerId[], state: State<V, Node>) {
    this.members = members
    this.#places = new Map(members.map((member, place) => [member, place]))
    this.#state = state
  }

  show(state: State<V, Node>): this {
    this.#state = state
    return this
  }

  get core(): readonly PeerId[] {
    return this.members.filter(member => this.node(member) !== undefined)
  }

  get nowMs(): Millis {
    return this.#state.nowMs
  }

  placeOf(peer: PeerId): number {
    return this.#places.get(peer) ?? -1
  }

  node(peer: PeerId): Node | undefined {
    return this.#state.machines[this.placeOf(peer)]?.node
  }

  isHonest(peer: PeerId): boolean {
    return !this.#state.traitors.has(this.placeOf(peer))
  }
}
