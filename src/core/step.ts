// The one place a handler is called. Every host goes through here, so a protocol cannot tell the simulator from the
// swarm. A step either runs fast, in one reused context, or strictly, with every promise of the contract checked.

import { Asked, effectsOf, type Link } from './asked.ts'
import { AssertionError, assert, unreachable } from './assert.ts'
import { decode, encode, speechOf } from './codec.ts'
import { digest } from './digest.ts'
import type { Digest, PeerId, Ticket } from './ids.ts'
import type { Peers } from './peers.ts'
import { clone, equal, freeze, whyNotPlain } from './plain.ts'
import type {
  Context,
  Durable,
  Effect,
  Event,
  Input,
  Job,
  Message,
  Millis,
  Protocol,
  Timer,
  Vocabulary,
} from './protocol.ts'
import { SeededRandom } from './random.ts'

/** What a host lends one node: the context that its handlers see, and the chain of what they asked for. */
export class Surroundings<V extends Vocabulary> implements Context<V> {
  readonly self: PeerId
  readonly random = new SeededRandom(0)
  peers: Peers
  now: Millis = 0
  /** Null where nothing was asked for. */
  asked: Asked<V> | null = null

  constructor(self: PeerId, peers: Peers) {
    this.self = self
    this.peers = peers
  }

  /** What was asked for, for those who keep it: a new list each time. */
  get effects(): Effect<V>[] {
    return effectsOf(this.asked)
  }

  /** Forgets what an earlier step asked for. */
  clear(): void {
    this.asked = null
  }

  send(to: PeerId, message: Message<V>): void {
    this.#ask({ kind: 'send', what: message, where: to, next: null })
  }

  broadcast(message: Message<V>): void {
    for (let place = 0; place < this.peers.length; place++) this.send(this.peers.at(place)!, message)
  }

  save(durable: Durable<V>): void {
    const link = { kind: 'save', what: durable, where: null, next: null } as const
    this.#ask(link).save = link
  }

  set(timer: Timer<V>, delayMs: Millis): void {
    this.#ask({ kind: 'set', what: timer, where: delayMs, next: null })
  }

  cancel(timer: Timer<V>): void {
    this.#ask({ kind: 'cancel', what: timer, where: null, next: null })
  }

  answer(ticket: Ticket, answer: unknown): void {
    this.#ask({ kind: 'answer', what: answer, where: ticket, next: null })
  }

  refuse(ticket: Ticket, reason: string): void {
    this.#ask({ kind: 'refuse', what: reason, where: ticket, next: null })
  }

  abandon(ticket: Ticket, reason: string): void {
    this.#ask({ kind: 'abandon', what: reason, where: ticket, next: null })
  }

  announce(event: Event<V>): void {
    this.#ask({ kind: 'announce', what: event, where: null, next: null })
  }

  work(job: Job<V>): void {
    this.#ask({ kind: 'work', what: job, where: null, next: null })
  }

  #ask(link: Link<V>): Asked<V> {
    if (this.asked === null) this.asked = new Asked(link)
    else this.asked.add(link)
    return this.asked
  }
}

/**
 * Tells `node` one thing. Afterwards `around` holds what it asked for, until the next step.
 * Returns the node: a new one on `start`, the given one, changed in place, on everything else.
 */
export type Step = <V extends Vocabulary, Node>(
  protocol: Protocol<V, Node>,
  node: Node | undefined,
  input: Input<V>,
  around: Surroundings<V>,
) => Node

export const step: Step = (protocol, node, input, around) => {
  around.clear()
  if (input.kind === 'start') {
    around.random.state = input.random
    return protocol.start(around, input.durable)
  }
  if (node === undefined) return unstarted(protocol.name, input.kind)
  // TypeScript cannot correlate a union's tag with the entry of the handler map that the same tag selects, so the
  // handlers are looked up untyped. Their map is typed where it is written, and inputs are checked at the border.
  const handlers = protocol as Protocol<any, any>
  switch (input.kind) {
    case 'message':
      handlers.onMessage[input.message.type]!(node, input.message, input.from, around)
      break
    case 'timer':
      handlers.onTimer[input.timer.type]!(node, input.timer, around)
      break
    case 'request':
      handlers.onRequest[input.request.type]!(node, input.request, input.ticket, around)
      break
    case 'done':
      handlers.onDone![(input.job as { type: string }).type]!(node, input.result, around)
      break
    case 'peers':
      protocol.onPeers?.(node, around.peers, around)
      break
    default:
      return unreachable(input)
  }
  return node
}

/** Apart, so that the sentence is only put together when somebody will read it. */
function unstarted(name: string, kind: string): never {
  throw new AssertionError(`${name}: a node must start before it hears of a ${kind}`)
}

/** What strictness remembers of one node between its steps. */
interface Past {
  /** What the disk holds, and its digest at that moment: a node that changes it afterwards has cheated the disk. */
  saved: { readonly durable: unknown; readonly digest: Digest } | null
  /** The open tickets of this life, and the names of their requests. */
  readonly tickets: Map<Ticket, string>
}

const pasts = new WeakMap<Surroundings<any>, Past>()

/**
 * As `step`, and holds the protocol to its contract: inputs stay untouched, state is plain, the same step gives the
 * same effects, what is said has the declared shape and survives the wire, and what was given away stays as it was.
 */
export const strictStep: Step = (protocol, node, input, around) => {
  if (input.kind === 'start') begin(around, input.durable)
  const { saved, tickets } = pastOf(around)
  if (input.kind === 'request') tickets.set(input.ticket, input.request.type)
  freeze(input)
  const inputBefore = digest(input)
  const randomBefore = around.random.state
  const twin = clone(node)

  const twinAfter = step(protocol, twin, clone(input), around)
  const twinEffects = around.effects
  around.random.state = randomBefore
  const after = step(protocol, node, input, around)
  const { effects } = around

  assert(saved === null || digest(saved.durable) === saved.digest, `${protocol.name}: what was saved must stay`)
  assert(digest(input) === inputBefore, `${protocol.name}: a ${input.kind} must stay as it came`)
  const reason = whyNotPlain(after, 'node')
  assert(reason === null, `${protocol.name}: ${reason}`)
  assert(equal(twinEffects, effects), `${protocol.name}: the same ${input.kind} must have the same effects`)
  assert(equal(twinAfter, after), `${protocol.name}: the same ${input.kind} must lead to the same node`)

  for (const effect of effects) mustFit(protocol, effect, tickets)
  freeze(effects)
  const save = effects.findLast(effect => effect.kind === 'save')
  if (save !== undefined) keep(around, save.durable)
  return after
}

function pastOf(around: Surroundings<any>): Past {
  let past = pasts.get(around)
  if (past === undefined) pasts.set(around, (past = { saved: null, tickets: new Map() }))
  return past
}

/** A new life: no ticket is open, and what the disk gave back is not the node's to change. */
function begin(around: Surroundings<any>, durable: unknown): void {
  pastOf(around).tickets.clear()
  keep(around, durable)
}

function keep(around: Surroundings<any>, durable: unknown): void {
  pastOf(around).saved = { durable, digest: digest(durable) }
}

function mustFit<V extends Vocabulary>(protocol: Protocol<V, any>, effect: Effect<V>, tickets: Past['tickets']): void {
  const speech = speechOf(protocol.vocabulary)
  switch (effect.kind) {
    case 'send': {
      speech.message.check(effect.message, `${protocol.name}.message`)
      const message = decode(speech.message, encode(speech.message, effect.message), protocol.name)
      assert(equal(message, effect.message), `${protocol.name}: ${effect.message.type} must survive the wire`)
      break
    }
    case 'save':
      speech.durable.check(effect.durable, `${protocol.name}.durable`)
      break
    case 'set':
      speech.timer.check(effect.timer, `${protocol.name}.timer`)
      assert(
        Number.isSafeInteger(effect.delayMs),
        `${protocol.name}: ${effect.timer.type} must wait whole milliseconds`,
      )
      assert(effect.delayMs >= 0, `${protocol.name}: ${effect.timer.type} must not lie in the past`)
      break
    case 'cancel':
      speech.timer.check(effect.timer, `${protocol.name}.timer`)
      break
    case 'answer': {
      const name = close(protocol, effect.ticket, tickets)
      protocol.vocabulary.requests[name]!.answer.check(effect.answer, `${protocol.name}.${name}.answer`)
      break
    }
    case 'refuse':
    case 'abandon':
      close(protocol, effect.ticket, tickets)
      break
    case 'announce':
      speech.event.check(effect.event, `${protocol.name}.event`)
      break
    case 'work':
      speech.job.check(effect.job, `${protocol.name}.job`)
      break
    default:
      unreachable(effect)
  }
}

function close(protocol: Protocol<any, any>, ticket: Ticket, tickets: Past['tickets']): string {
  const name = tickets.get(ticket)
  assert(name !== undefined, `${protocol.name}: ticket ${ticket} must be open to be answered`)
  tickets.delete(ticket)
  return name
}
