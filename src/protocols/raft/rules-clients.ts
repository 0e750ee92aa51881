// What clients may rely on (§8; thesis §6), and what bounds all that serves them.

import { linearizable } from '../../checkers/linearizable.ts'
import { keyValue as model } from '../../checkers/models/key-value.ts'
import type { PeerId } from '../../core/ids.ts'
import type { KeyValueState } from '../../core/machines/key-value.ts'
import type { PlainValue } from '../../core/plain-shape.ts'
import type { Happening } from '../../trace/happening.ts'
import { historyOf } from '../../trace/trace-history.ts'
import { entryAt, lastIndex } from './log.ts'
import { defaults, type RaftNode } from './node.ts'
import { always, sightOf, sometimes } from './rules-sight.ts'
import { findSession } from './sessions.ts'

/** Enough for every history that an honest cluster writes; a hopeless one is not searched for minutes. */
const placesMax = 200_000

/** The greatest that the options allow; whoever sets them lower stays below all the more. */
const limits = {
  // Twice as long while a snapshot is on its way, and one append beyond what is not committed.
  entries: 2 * defaults.logLengthMax + defaults.entriesUncommittedMax + 2 * defaults.entriesPerAppendMax,
  'committed entries': 2 * defaults.logLengthMax,
  sessions: defaults.sessionsMax,
  answers: defaults.answersPerSessionMax,
  proposals: defaults.entriesUncommittedMax,
  reads: defaults.readsMax,
  inFlight: defaults.entriesInFlightMax + defaults.entriesPerAppendMax,
} as const

export const clientRules = [
  always({
    id: 'R12',
    says: 'What clients see is linearizable, reads included (§8, thesis §6.4).',
    memory: (): { heard: Happening[] } => ({ heard: [] }),
    check({ heard }, happening) {
      if (happening.kind === 'begun' || happening.kind === 'ended') heard.push(happening)
      return true
    },
    atEnd({ heard }) {
      const verdict = linearizable(historyOf(heard, model.name), model, { placesMax })
      if (verdict.is === 'unknown') return null
      return verdict.is === 'holds' || verdict.explanation
    },
  }),

  always({
    id: 'R13',
    says: 'A command takes effect at most once, however often it is sent (§8, thesis §6.3).',
    memory: () => ({ machines: new Map<PeerId, PlainValue>() }),
    check({ machines }, happening, cluster) {
      const sight = sightOf(happening, cluster)
      if (sight === null) return true
      const { peer, node } = sight
      const before = machines.get(peer)
      if (before === node.machine) return true
      machines.set(peer, node.machine)
      const known = new Set(isStore(before) ? before.pairs : [])
      for (const pair of isStore(node.machine) ? node.machine.pairs : []) {
        const twice = known.has(pair) ? undefined : repeatedToken(pair.value)
        if (twice !== undefined) return `${peer} holds ${JSON.stringify(twice)} twice under ${JSON.stringify(pair.key)}`
      }
      return true
    },
  }),

  always({
    id: 'R20',
    says: 'Log, sessions, answers, open requests and appends under way stay within their limits.',
    memory: () => ({}),
    check(_memory, happening, cluster) {
      const sight = sightOf(happening, cluster)
      if (sight === null) return true
      const passed = measuresOf(sight.node).find(([name, count]) => count > limits[name])
      return passed === undefined || `${sight.peer} has ${passed[1]} ${passed[0]}, and ${limits[passed[0]]} are allowed`
    },
  }),

  sometimes({
    id: 'R27',
    says: 'A command is sent twice, and the second finds its answer.',
    memory: () => ({
      reached: new Map<PeerId, number>(),
      commands: new Map<number, { readonly serial: number; readonly index: number }>(),
    }),
    check({ reached, commands }, happening, cluster) {
      const sight = sightOf(happening, cluster)
      if (sight === null) return false
      const { peer, node } = sight
      const { log, commitIndex, sessions } = node
      const before = Math.max(reached.get(peer) ?? 0, log.start)
      reached.set(peer, commitIndex)
      for (let index = before + 1; index <= commitIndex; index++) {
        const { content } = entryAt(log, index)
        if (content.type !== 'command' || findSession(sessions, content.session) === undefined) continue
        const known = commands.get(content.session)
        if (known?.serial === content.serial && known.index < index) return true
        if (known === undefined || known.index < index) commands.set(content.session, { serial: content.serial, index })
      }
      return false
    },
  }),
]

const isStore = (machine: PlainValue | undefined): machine is KeyValueState =>
  typeof machine === 'object' && machine !== null && 'pairs' in machine

/** Clients end each token that they write with a semicolon, and write none twice. */
function repeatedToken(value: string): string | undefined {
  const tokens = value.split(';').slice(0, -1)
  return new Set(tokens).size === tokens.length
    ? undefined
    : tokens.find((token, place) => tokens.indexOf(token) < place)
}

function measuresOf({
  log,
  sessions,
  role,
  commitIndex,
  snapshot,
}: RaftNode): readonly (readonly [keyof typeof limits, number])[] {
  const measures: [keyof typeof limits, number][] = [
    ['entries', lastIndex(log) - log.start],
    ['sessions', sessions.length],
  ]
  // Right after a snapshot only those are left that are kept for others, or that stood there before it came.
  if (commitIndex > snapshot.index) measures.push(['committed entries', commitIndex - log.start])
  for (const { answers } of sessions) measures.push(['answers', answers.length])
  if (role.is === 'follower') measures.push(['reads', role.reads.length])
  if (role.is !== 'leader') return measures
  measures.push(['proposals', role.proposals.length], ['reads', role.reads.length])
  for (const { nextIndex, matchIndex, state } of role.followers.values())
    if (state === 'replicate') measures.push(['inFlight', nextIndex - matchIndex - 1])
  return measures
}
