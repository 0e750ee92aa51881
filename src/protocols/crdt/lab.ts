// The lab of replicated data types.

import { choice, flag, within } from '../../core/shape.ts'
import { defineLab } from '../../lab/lab.ts'
import { challenges } from './challenges.ts'
import { mutants } from './mutants.ts'
import { clocks, crdt, defaults, replications } from './protocol.ts'
import { rules } from './rules.ts'
import { scenarios } from './scenarios.ts'

export default defineLab({
  name: 'crdt',
  title: 'Edit first, agree later',
  says: 'Everyone edits a copy of their own, alone if need be, and whoever has heard of the same edits sees the same.',
  protocol: crdt,
  defaults,
  options: {
    replication: choice(...replications),
    everyMs: within(1, 60_000),
    clock: choice(...clocks),
    isCollecting: flag,
  },
  rules,
  scenarios,
  mutants,
  challenges,
  liarsMax: () => 0,
  events: {
    edited: '{node} makes edit {count}: {change}.',
    learned: '{node} takes in something new from {peer}.',
    lost: '{node} assigned {value}, and it is lost at once: {holds} bears a later time.',
    collected: '{node} drops tombstones that everyone knows of: {count}.',
  },
  words: { es: () => import('./words-es.ts'), pt: () => import('./words-pt.ts') },
  view: () => import('./view.ts'),
})
