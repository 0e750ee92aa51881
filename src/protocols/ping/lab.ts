// The ping lab.

import { within } from '../../core/shape.ts'
import { defineLab } from '../../lab/lab.ts'
import { challenges } from './challenges.ts'
import { mutants } from './mutants.ts'
import { defaults, ping } from './protocol.ts'
import { rules } from './rules.ts'
import { scenarios } from './scenarios.ts'

export default defineLab({
  name: 'ping',
  title: 'Who is there?',
  says: 'Every node asks every other whether it is still there, and suspects those that stay silent.',
  protocol: ping,
  defaults,
  options: { everyMs: within(1, 60_000), patienceMs: within(1, 60_000) },
  rules,
  scenarios,
  mutants,
  challenges,
  liarsMax: () => 0,
  events: { appeared: '{node} sees {peer}.', vanished: '{node} no longer sees {peer}.' },
  words: { es: () => import('./words-es.ts'), pt: () => import('./words-pt.ts') },
})
