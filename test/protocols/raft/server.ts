// One Raft server on the bench: it is told things one at a time, strictly, and shows what it asked for.

import { type PeerId, peerId, type Ticket } from '../../../src/core/ids.ts'
import type { Machine } from '../../../src/core/machine.ts'
import { Members } from '../../../src/core/peers.ts'
import type { Durable, Effect, Event, Input, Message, Protocol, Request, Timer } from '../../../src/core/protocol.ts'
import { SeededRandom } from '../../../src/core/random.ts'
import { int, oneOf } from '../../../src/core/shape.ts'
import { Surroundings, strictStep } from '../../../src/core/step.ts'
import { settled } from '../../../src/protocols/raft/configuration.ts'
import { entriesFrom, lastIndex, logFrom } from '../../../src/protocols/raft/log.ts'
import type { Leader, RaftNode, RaftOptions } from '../../../src/protocols/raft/node.ts'
import { raft } from '../../../src/protocols/raft/protocol.ts'
import type { Configuration, Content, Entry, Raft, Session } from '../../../src/protocols/raft/vocabulary.ts'

export const [n1, n2, n3, n4, n5, n6] = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6'].map(peerId) as [
  PeerId,
  PeerId,
  PeerId,
  PeerId,
  PeerId,
  PeerId,
]

/** Adds up; the sum tells how often a command was done. */
export const sum: Machine<number, { type: 'add'; by: number } | { type: 'get' }, number> = {
  name: 'sum',
  command: oneOf({ add: { by: int }, get: {} }) as never,
  answer: int,
  state: int,
  initial: 0,
  apply: (state, command) => {
    const next = command.type === 'add' ? state + command.by : state
    return { state: next, answer: next }
  },
  read: (state, command) => (command.type === 'get' ? state : null),
}

export const command = (session: number, serial: number, by = 1, lowestOpen = 0): Content => ({
  type: 'command',
  session,
  serial,
  lowestOpen,
  command: { type: 'add', by },
})

/** Entries that change nothing, of these terms. */
export const entries = (...terms: readonly number[]): readonly Entry[] =>
  terms.map(term => ({ term, content: { type: 'noOp' } }))

export interface Remembered {
  readonly term?: number
  readonly votedFor?: PeerId | null
  readonly log?: readonly Entry[]
  readonly voters?: readonly PeerId[]
  readonly learners?: readonly PeerId[]
  readonly snapshot?: { readonly index: number; readonly term: number; readonly machine?: number }
  readonly sessions?: readonly Session[]
}

/** What a server that comes back finds on its disk. */
export function durable(remembered: Remembered): Durable<Raft> {
  const { voters = [n1, n2, n3], learners = [], log = [], snapshot = { index: 0, term: 0 } } = remembered
  return {
    term: remembered.term ?? log.at(-1)?.term ?? snapshot.term,
    votedFor: remembered.votedFor ?? null,
    snapshot: {
      index: snapshot.index,
      term: snapshot.term,
      configuration: settled(voters, learners),
      sessions: remembered.sessions ?? [],
      machine: snapshot.machine ?? 0,
    },
    log: logFrom(snapshot, log),
  }
}

export class Server {
  readonly #protocol: Protocol<Raft, RaftNode>
  readonly #around: Surroundings<Raft>
  #nextTicket = 1
  node: RaftNode

  /** A first start, or with something remembered a restart whose patience is already over. */
  constructor(self: PeerId, remembered: Remembered | null, options: Partial<RaftOptions> = {}) {
    const voters = remembered?.voters ?? [n1, n2, n3]
    this.#protocol = raft({ machine: sum, founders: voters, ...options })
    this.#around = new Surroundings<Raft>(self, new Members(voters).others(self))
    const found = remembered === null ? undefined : durable(remembered)
    this.node = this.#step(undefined, { kind: 'start', durable: found, random: new SeededRandom(7).state })
    if (found !== undefined) this.fire('patience')
  }

  get effects(): readonly Effect<Raft>[] {
    return this.#around.effects
  }

  set now(now: number) {
    this.#around.now = now
  }

  hear(from: PeerId, message: Message<Raft>): this {
    this.#step(this.node, { kind: 'message', from, message })
    return this
  }

  fire(type: Timer<Raft>['type']): this {
    this.#step(this.node, { kind: 'timer', timer: { type } })
    return this
  }

  ask(request: Request<Raft>): Ticket {
    const ticket = this.#nextTicket++ as Ticket
    this.#step(this.node, { kind: 'request', ticket, request })
    return ticket
  }

  /** Starts again with what was saved last, or given. */
  restart(found: Durable<Raft>): this {
    this.node = this.#step(undefined, { kind: 'start', durable: found, random: new SeededRandom(8).state })
    return this
  }

  /** Wins an election, with the votes of these. Its no-op is not acknowledged yet. */
  lead(...voters: readonly PeerId[]): this {
    this.fire('patience').fire('election')
    const term = this.node.term + (this.node.role.is === 'preCandidate' ? 1 : 0)
    if (this.node.role.is === 'preCandidate')
      for (const voter of voters) this.hear(voter, { type: 'preVote', term, granted: true })
    for (const voter of voters) this.hear(voter, { type: 'vote', term, granted: true })
    return this
  }

  /** Wins, and has all of its log acknowledged by these. */
  leadWith(...voters: readonly PeerId[]): this {
    this.lead(...voters)
    for (const voter of voters) this.acknowledge(voter)
    return this
  }

  /** A follower says it holds the log up to an index: all, if none is given. */
  acknowledge(from: PeerId, matchIndex = this.lastIndex): this {
    return this.hear(from, { type: 'appended', term: this.node.term, round: this.leader.round, matchIndex })
  }

  get leader(): Leader {
    if (this.node.role.is !== 'leader') throw new Error(`not a leader but a ${this.node.role.is}`)
    return this.node.role
  }

  get lastIndex(): number {
    return lastIndex(this.node.log)
  }

  /** The terms of the entries in the log. */
  get terms(): readonly number[] {
    return entriesFrom(this.node.log, this.node.log.start + 1).map(({ term }) => term)
  }

  sent<T extends Message<Raft>['type']>(type: T, to?: PeerId): readonly Extract<Message<Raft>, { type: T }>[] {
    return this.effects.flatMap(effect =>
      effect.kind === 'send' && effect.message.type === type && (to === undefined || effect.to === to)
        ? [effect.message as Extract<Message<Raft>, { type: T }>]
        : [],
    )
  }

  get saved(): Durable<Raft> | undefined {
    return this.effects.findLast(effect => effect.kind === 'save')?.durable
  }

  isSet(type: Timer<Raft>['type']): boolean {
    return this.effects.some(effect => effect.kind === 'set' && effect.timer.type === type)
  }

  announced<T extends Event<Raft>['type']>(type: T): readonly Extract<Event<Raft>, { type: T }>[] {
    return this.effects.flatMap(effect =>
      effect.kind === 'announce' && effect.event.type === type
        ? [effect.event as Extract<Event<Raft>, { type: T }>]
        : [],
    )
  }

  /** What became of a ticket in this step: `answer 3`, `refuse not the leader`, `abandon ...`, or nothing yet. */
  outcome(ticket: Ticket): string | null {
    const effect = this.effects.find(effect => 'ticket' in effect && effect.ticket === ticket)
    if (effect === undefined) return null
    if (effect.kind === 'answer') return `answer ${effect.answer as number}`
    return effect.kind === 'refuse' || effect.kind === 'abandon' ? `${effect.kind} ${effect.reason}` : null
  }

  #step(node: RaftNode | undefined, input: Input<Raft>): RaftNode {
    this.node = strictStep(this.#protocol, node, input, this.#around)
    return this.node
  }
}

export interface AppendFields {
  readonly term: number
  readonly prevIndex?: number
  readonly prevTerm?: number
  readonly entries?: readonly Entry[]
  readonly leaderCommit?: number
  readonly round?: number
}

/** A heartbeat, unless more is said. */
export const append = ({ term, ...fields }: AppendFields): Message<Raft> => ({
  type: 'append',
  term,
  round: 1,
  prevIndex: 0,
  prevTerm: 0,
  entries: [],
  leaderCommit: 0,
  ...fields,
})

export const withConfiguration = (term: number, configuration: Configuration): Entry => ({
  term,
  content: { type: 'configuration', configuration },
})
