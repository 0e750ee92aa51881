// One node of a recorded run, played again: told what it was told, it becomes what it was.
// It does not know the network: what arrived, and when, the trace says.

import type { PeerId } from '../core/ids.ts'
import { Members, type Peers } from '../core/peers.ts'
import { clone, equal } from '../core/plain.ts'
import type { Effect, Message, Protocol, Vocabulary } from '../core/protocol.ts'
import type { RandomState } from '../core/random.ts'
import { Surroundings, step } from '../core/step.ts'
import { type Adversary, adversary } from '../faults/adversary.ts'
import type { Fault } from '../faults/fault.ts'
import type { StepHappening } from './happening.ts'
import { shown } from './words.ts'

/** The first thing that was not as it is written. */
export interface Divergence {
  readonly index: number
  readonly node: PeerId
  readonly expected: string
  readonly got: string
}

/** All that a player is at one moment, to go on from there later. */
export interface PlayerState<Node> {
  readonly node: Node | undefined
  readonly random: RandomState
  readonly peers: Peers
  readonly lies: Extract<Fault, { type: 'betray' }>['lies']
  readonly memory: ReadonlyMap<string, Message<any>>
}

export class Player<V extends Vocabulary, Node> {
  readonly peer: PeerId
  /** Undefined while it is down. */
  node: Node | undefined = undefined
  readonly #protocol: Protocol<V, Node>
  readonly #around: Surroundings<V>
  /** In a simulation faults say who is there; real peers are told, and the telling is recorded. */
  readonly #isSimulated: boolean
  #memory = new Map<string, Message<V>>()
  #lies: PlayerState<Node>['lies'] = []
  #adversary: Adversary<V> | null = null

  constructor(protocol: Protocol<V, Node>, peer: PeerId, peers: Peers, isSimulated: boolean) {
    this.peer = peer
    this.#protocol = protocol
    this.#around = new Surroundings<V>(peer, peers)
    this.#isSimulated = isSimulated
  }

  get isHonest(): boolean {
    return this.#adversary === null
  }

  set peers(peers: Peers) {
    this.#around.peers = peers
  }

  crash(): void {
    this.node = undefined
  }

  betray(lies: PlayerState<Node>['lies']): void {
    this.#lies = lies
    this.#adversary = lies.length === 0 ? null : adversary<V>(lies)
  }

  /** What it does when it is told this. Throws what the handler throws. */
  perform({ input, atMs, clockMs }: Omit<StepHappening<V>, 'effects'>): readonly Effect<V>[] {
    const around = this.#around
    if (input.kind === 'peers' && !this.#isSimulated) around.peers = new Members(input.peers).others(this.peer)
    around.now = clockMs ?? Math.floor(atMs)
    this.node = step(this.#protocol, this.node, input, around)
    return this.#adversary === null ? around.effects : this.#adversary(around.effects, this.#memory)
  }

  /** Says where the replay differs, or null. */
  play(happening: StepHappening<V>): Divergence | null {
    const { effects, index } = happening
    let performed: readonly Effect<V>[]
    try {
      performed = this.perform(happening)
    } catch (error) {
      return { index, node: this.peer, expected: shownEffects(effects), got: `${(error as Error).message}` }
    }
    const place = firstDifference(effects, performed)
    if (place === null) return null
    return { index, node: this.peer, expected: shownEffect(effects[place]), got: shownEffect(performed[place]) }
  }

  get state(): PlayerState<Node> {
    return {
      node: clone(this.node),
      random: this.#around.random.state,
      peers: this.#around.peers,
      lies: this.#lies,
      memory: new Map(this.#memory),
    }
  }

  set state({ node, random, peers, lies, memory }: PlayerState<Node>) {
    this.node = clone(node)
    this.#around.random.state = random
    this.#around.peers = peers
    this.#memory = new Map(memory)
    this.betray(lies)
  }
}

/** The place of the first effect that differs, or null. */
function firstDifference(expected: readonly Effect<any>[], got: readonly Effect<any>[]): number | null {
  const length = Math.max(expected.length, got.length)
  for (let place = 0; place < length; place++) if (!equal(expected[place], got[place])) return place
  return null
}

const shownEffects = (effects: readonly Effect<any>[]): string => effects.map(shownEffect).join(', ') || 'nothing'

function shownEffect(effect: Effect<any> | undefined): string {
  if (effect === undefined) return 'nothing'
  const { kind, ...fields } = effect
  return `${kind} ${Object.values(fields).map(shown).join(' ')}`
}
