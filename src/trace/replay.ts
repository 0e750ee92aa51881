// Tells each node of a trace again what it was told, and compares what it asks for with what it asked for then.
// It does not know the network: what arrived, and when, the trace says.

import type { PeerId } from '../core/ids.ts'
import { Members } from '../core/peers.ts'
import { equal } from '../core/plain.ts'
import type { Effect, Message, Protocol, Vocabulary } from '../core/protocol.ts'
import { Surroundings, step } from '../core/step.ts'
import { type Adversary, adversary } from '../faults/adversary.ts'
import type { Fault } from '../faults/fault.ts'
import type { Happening, StepHappening } from './happening.ts'
import type { TraceHeader } from './trace.ts'
import { shown } from './words.ts'

/** The first thing that was not as it is written. */
export interface Divergence {
  readonly index: number
  readonly node: PeerId
  readonly expected: string
  readonly got: string
}

interface Player<V extends Vocabulary, Node> {
  readonly around: Surroundings<V>
  readonly memory: Map<string, Message<V>>
  adversary: Adversary<V> | null
  node: Node | undefined
}

export class Replayer<V extends Vocabulary, Node> {
  readonly #protocol: Protocol<V, Node>
  readonly #players = new Map<PeerId, Player<V, Node>>()
  /** In a simulation faults say who is there; real peers are told, and the telling is recorded. */
  readonly #isSimulated: boolean
  #members: Members

  constructor(protocol: Protocol<V, Node>, { nodes, ground }: Pick<TraceHeader, 'nodes' | 'ground'>) {
    this.#protocol = protocol
    this.#members = new Members(nodes)
    this.#isSimulated = ground === 'simulated'
  }

  get members(): readonly PeerId[] {
    return this.#members.all
  }

  /** As it is after what was heard so far; undefined while it is down. */
  node(peer: PeerId): Node | undefined {
    return this.#players.get(peer)?.node
  }

  /** To be given every happening, in order. Says where the replay differs, or null. */
  hear(happening: Happening<V>): Divergence | null {
    if (happening.kind === 'fault') this.#obey(happening.fault)
    return happening.kind === 'step' ? this.#play(happening) : null
  }

  #play({ node: peer, input, effects, index, atMs, clockMs }: StepHappening<V>): Divergence | null {
    const player = this.#playerOf(peer)
    if (input.kind === 'peers' && !this.#isSimulated) player.around.peers = new Members(input.peers).others(peer)
    player.around.now = clockMs ?? Math.floor(atMs)
    try {
      player.node = step(this.#protocol, player.node, input, player.around)
    } catch (error) {
      return { index, node: peer, expected: shownEffects(effects), got: `${(error as Error).message}` }
    }
    const honest = player.around.effects
    const performed = player.adversary === null ? honest : player.adversary(honest, player.memory)
    const place = firstDifference(effects, performed)
    if (place === null) return null
    return { index, node: peer, expected: shownEffect(effects[place]), got: shownEffect(performed[place]) }
  }

  #obey(fault: Fault): void {
    switch (fault.type) {
      case 'crash':
        this.#playerOf(fault.node).node = undefined
        break
      case 'betray':
        this.#playerOf(fault.node).adversary = fault.lies.length === 0 ? null : adversary<V>(fault.lies)
        break
      case 'join':
        this.#change([...this.members, fault.node])
        break
      case 'leave':
        this.#players.delete(fault.node)
        this.#change(this.members.filter(peer => peer !== fault.node))
    }
  }

  #change(members: readonly PeerId[]): void {
    this.#members = new Members(new Set(members))
    for (const [peer, { around }] of this.#players) around.peers = this.#members.others(peer)
  }

  #playerOf(peer: PeerId): Player<V, Node> {
    let player = this.#players.get(peer)
    if (player === undefined) {
      const around = new Surroundings<V>(peer, this.#members.others(peer))
      player = { around, memory: new Map(), adversary: null, node: undefined }
      this.#players.set(peer, player)
    }
    return player
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
