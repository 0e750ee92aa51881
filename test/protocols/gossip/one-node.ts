// One gossiping node on the bench: it is told things one at a time, strictly, and shows what it asked for.

import { type PeerId, peerId, type Ticket } from '../../../src/core/ids.ts'
import { Members } from '../../../src/core/peers.ts'
import type { Durable, Effect, Message, Request } from '../../../src/core/protocol.ts'
import { SeededRandom } from '../../../src/core/random.ts'
import { Surroundings, strictStep } from '../../../src/core/step.ts'
import { type GossipNode, type GossipOptions, gossip } from '../../../src/protocols/gossip/protocol.ts'
import type { Gossip, Update } from '../../../src/protocols/gossip/vocabulary.ts'

export const [self, ann, bob, cem] = ['n1', 'n2', 'n3', 'n4'].map(peerId) as [PeerId, PeerId, PeerId, PeerId]

export const write = (key: string, count: number, by: PeerId = ann): Update => ({
  key,
  value: `${key} ${count} ${by}`,
  version: { count, by },
})

/** Rumors only, unless asked for more. */
export class OneNode {
  readonly #protocol
  readonly #around: Surroundings<Gossip>
  #node: GossipNode
  #tickets = 0

  constructor(
    options: Partial<GossipOptions> = {},
    durable?: Durable<Gossip>,
    others: readonly PeerId[] = [ann, bob, cem],
  ) {
    this.#protocol = gossip({ antiEntropyEveryMs: 0, ...options })
    this.#around = new Surroundings(self, new Members([self, ...others]).others(self))
    const random = new SeededRandom(7).state
    this.#node = strictStep(this.#protocol, undefined, { kind: 'start', durable, random }, this.#around)
  }

  get effects(): readonly Effect<Gossip>[] {
    return this.#around.effects
  }

  get traffic(): number {
    return this.#node.traffic
  }

  /** The updates that it knows, sorted by key. */
  get knows(): readonly Update[] {
    const updates = [...this.#node.rumors.values()].map(({ update }) => update)
    return updates.sort((left, right) => (left.key < right.key ? -1 : 1))
  }

  heatOf(key: string): string | undefined {
    return this.#node.rumors.get(key)?.heat.is
  }

  hear(message: Message<Gossip>, from: PeerId = ann): readonly Message<Gossip>[] {
    strictStep(this.#protocol, this.#node, { kind: 'message', from, message }, this.#around)
    return this.#said()
  }

  /** The cycle is over. */
  turn(): readonly Message<Gossip>[] {
    strictStep(this.#protocol, this.#node, { kind: 'timer', timer: { type: 'cycle' } }, this.#around)
    return this.#said()
  }

  compare(): readonly Message<Gossip>[] {
    strictStep(this.#protocol, this.#node, { kind: 'timer', timer: { type: 'comparison' } }, this.#around)
    return this.#said()
  }

  ask(request: Request<Gossip>): Effect<Gossip> | undefined {
    const ticket = ++this.#tickets as Ticket
    strictStep(this.#protocol, this.#node, { kind: 'request', ticket, request }, this.#around)
    return this.effects.find(({ kind }) => kind === 'answer' || kind === 'refuse')
  }

  #said(): readonly Message<Gossip>[] {
    return this.effects.flatMap(effect => (effect.kind === 'send' ? [effect.message] : []))
  }
}
