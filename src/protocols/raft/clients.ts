// Clients of a replicated store. Each opens a session, wants one thing at a time, and sends a command again, under the
// same serial and to whoever may lead, until it knows what became of it (§8; thesis §6.3).

import type { KeyValueAnswer, KeyValueCommand } from '../../core/machines/key-value.ts'
import { answered, type Outcome, refused } from '../../core/outcome.ts'
import type { Request } from '../../core/protocol.ts'
import type { Operation } from '../../trace/happening.ts'
import type { Load } from '../../trace/scenario.ts'
import { reasons } from './node.ts'
import type { Raft } from './vocabulary.ts'

/** After so many attempts that may have succeeded, a client gives up and says that it does not know. */
const doubtsMax = 6

export interface Client {
  readonly name: string
  session: number | null
  /** Of the latest command. Answers of all earlier ones are known, or given up. */
  serial: number
  /** Which member it believes to lead. */
  place: number
  /** A query goes through the log, as a command, or past it. */
  isPastLog: boolean
  /** Attempts of this operation that may have succeeded. */
  doubts: number
  wishes: number
}

export interface Habits {
  /** Asks anybody each time, instead of whoever answered last. */
  readonly isRoaming?: boolean
  /** Reads nine times of ten, and past the log. */
  readonly isReading?: boolean
}

/** Few keys, so that clients meet. What is written is unique, and what is appended stands in the value for good. */
const keys = ['a', 'b', 'c'] as const

export const clients = (count: number, { isRoaming = false, isReading = false }: Habits = {}): Load<Raft, Client> => ({
  clients: count,
  thinkMs: [10, 80],
  patienceMs: 400,

  begin: name => ({ name, session: null, serial: 0, place: 0, isPastLog: false, doubts: 0, wishes: 0 }),

  wish(client, random) {
    client.serial++
    client.wishes++
    client.doubts = 0
    client.isPastLog = false
    const key = random.pick(keys)
    if (isReading && random.chance(0.9)) {
      client.isPastLog = true
      return { f: 'get', key, value: null }
    }
    // A token of its own for each, by which a command that was done twice gives itself away.
    const token = `${client.name}.${client.wishes};`
    switch (random.between(0, 5)) {
      case 0:
      case 1:
        client.isPastLog = random.chance(0.8)
        return { f: 'get', key, value: null }
      case 2:
        return { f: 'put', key, value: token }
      case 3:
        return { f: 'cas', key, value: ['', token] }
      case 4:
        return random.chance(0.5) ? { f: 'put', key, value: '' } : { f: 'append', key, value: token }
      default:
        return { f: 'append', key, value: token }
    }
  },

  request: (client, operation) => requestOf(client, operation),

  choose: (client, members, _attempt, random) =>
    isRoaming || client.isPastLog ? random.pick(members) : members[client.place % members.length]!,

  settle(client, operation, outcome) {
    if (client.isPastLog) return outcome.is === 'answered' ? told(operation, outcome.answer as KeyValueAnswer) : 'again'
    if (client.session === null) return opened(client, outcome)
    if (outcome.is === 'answered') return told(operation, outcome.answer as KeyValueAnswer)
    if (outcome.is === 'refused' && outcome.reason !== reasons.unknownSession) return elsewhere(client)
    if (outcome.is === 'refused') client.session = null
    else client.doubts++
    // Without its session nobody can say whether an earlier attempt was done.
    const isLost = client.doubts > doubtsMax || (client.session === null && client.doubts > 0)
    if (!isLost) return elsewhere(client)
    return { is: 'unknown', reason: outcome.reason }
  },
})

function requestOf({ session, serial, isPastLog }: Client, operation: Operation): Request<Raft> {
  const command = commandOf(operation)
  if (isPastLog) return { type: 'read', query: command }
  if (session === null) return { type: 'openSession' }
  return { type: 'propose', session, serial, lowestOpen: serial, command }
}

function commandOf({ f, key = '', value }: Operation): KeyValueCommand {
  switch (f) {
    case 'get':
      return { type: 'get', key }
    case 'cas': {
      const [expected, next] = value as readonly [string, string]
      return { type: 'cas', key, expected, next }
    }
    default:
      return { type: f as 'put' | 'append', key, value: value as string }
  }
}

function opened(client: Client, outcome: Outcome): 'again' {
  if (outcome.is !== 'answered') return elsewhere(client)
  client.session = outcome.answer as number
  return 'again'
}

function elsewhere(client: Client): 'again' {
  client.place++
  return 'again'
}

/** In the words of a history. */
function told({ f }: Operation, answer: KeyValueAnswer): Outcome {
  switch (answer.type) {
    case 'value':
      return answered(answer.value)
    case 'done':
      return answered(f === 'cas' ? true : null)
    case 'differs':
      return answered(false)
    case 'full':
      return refused('the store is full')
  }
}
