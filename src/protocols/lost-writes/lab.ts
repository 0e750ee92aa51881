// The lab of lost writes.

import { choice, within } from '../../core/shape.ts'
import { defineLab } from '../../lab/lab.ts'
import { mutants } from './mutants.ts'
import { defaults, kinds, lostWrites } from './protocol.ts'
import { rules } from './rules.ts'
import { scenarios } from './scenarios.ts'

export default defineLab({
  name: 'lost-writes',
  title: 'What the last writer costs',
  says: 'One shopping cart kept in three ways: the latest loses things, siblings ask, and additions keep what was meant.',
  protocol: lostWrites,
  defaults,
  options: { keeps: choice(...kinds), everyMs: within(1, 60_000) },
  rules,
  scenarios,
  mutants,
  liarsMax: () => 0,
  events: {
    edited: '{node} makes edit {count}: {change} {item}.',
    lost: '{node} acknowledged edit {count}, and it is lost: it gave way to one that had not seen it.',
  },
  words: { es: () => import('./words-es.ts'), pt: () => import('./words-pt.ts') },
  view: () => import('./view.ts'),
})
