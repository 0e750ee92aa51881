// One replica on the bench: it is told things one at a time, strictly, and shows what it asked for.

import { type PeerId, peerId, type Ticket } from '../../../src/core/ids.ts'
import { Members } from '../../../src/core/peers.ts'
import type { Durable, Effect, Event, Message, Request } from '../../../src/core/protocol.ts'
import { SeededRandom } from '../../../src/core/random.ts'
import { Surroundings, strictStep } from '../../../src/core/step.ts'
import type { CrdtNode } from '../../../src/protocols/crdt/node.ts'
import { type CrdtOptions, crdt } from '../../../src/protocols/crdt/protocol.ts'
import { type Values, valuesOf } from '../../../src/protocols/crdt/values.ts'
import type { Crdt } from '../../../src/protocols/crdt/vocabulary.ts'

export const [self, ann, bob] = ['n1', 'n2', 'n3'].map(peerId) as [PeerId, PeerId, PeerId]

export class OneNode {
  readonly node: CrdtNode
  readonly #protocol
  readonly #around: Surroundings<Crdt>
  #tickets = 0

  /** All have told it what they know, and it may edit, unless it is new. */
  constructor(options: Partial<CrdtOptions> = {}, { name = self, durable, isNew = false }: Birth = {}) {
    this.#protocol = crdt(options)
    this.#around = new Surroundings(name, new Members([self, ann, bob]).others(name))
    const random = new SeededRandom(7).state
    this.node = strictStep(this.#protocol, undefined, { kind: 'start', durable, random }, this.#around)
    if (isNew) return
    for (const other of this.#around.peers) this.hear({ type: 'digest', context: new Map(), kind: 'answer' }, other)
  }

  get effects(): readonly Effect<Crdt>[] {
    return this.#around.effects
  }

  get shows(): Values {
    return valuesOf(this.node.replica.objects)
  }

  get saved(): Durable<Crdt> | undefined {
    return this.effects.flatMap(effect => (effect.kind === 'save' ? [effect.durable] : [])).at(-1)
  }

  get events(): readonly Event<Crdt>[] {
    return this.effects.flatMap(effect => (effect.kind === 'announce' ? [effect.event] : []))
  }

  hear(message: Message<Crdt>, from: PeerId = ann): readonly Message<Crdt>[] {
    strictStep(this.#protocol, this.node, { kind: 'message', from, message }, this.#around)
    return this.said
  }

  round(): readonly Message<Crdt>[] {
    strictStep(this.#protocol, this.node, { kind: 'timer', timer: { type: 'round' } }, this.#around)
    return this.said
  }

  /** From now on only these are there. */
  know(...others: readonly PeerId[]): void {
    this.#around.peers = new Members([this.#around.self, ...others]).others(this.#around.self)
    strictStep(this.#protocol, this.node, { kind: 'peers', peers: others }, this.#around)
  }

  /** Edits, and returns what it tells the others of it, once. */
  edit(request: Request<Crdt>, nowMs = 0): Message<Crdt> | undefined {
    this.#around.now = nowMs
    const ticket = ++this.#tickets as Ticket
    strictStep(this.#protocol, this.node, { kind: 'request', ticket, request }, this.#around)
    return this.said[0]
  }

  /** Why the last request was refused. */
  get refusal(): string | undefined {
    return this.effects.flatMap(effect => (effect.kind === 'refuse' ? [effect.reason] : []))[0]
  }

  get said(): readonly Message<Crdt>[] {
    return this.effects.flatMap(effect => (effect.kind === 'send' ? [effect.message] : []))
  }
}

interface Birth {
  readonly name?: PeerId
  readonly durable?: Durable<Crdt>
  readonly isNew?: boolean
}
