// The ping lab.

import { within } from '../../core/shape.ts'
import { defineLab } from '../../lab/lab.ts'
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
  challenges: [
    {
      name: 'false-alarm',
      says: 'You are the network: make n1 lose sight of n3, which is well, with at most three interventions in four seconds.',
      scenario: 'calm',
      goal: { announced: 'vanished', by: 'n1', fields: { peer: 'n3' } },
      isNetworkOnly: true,
      actsMax: 3,
      withinMs: 4_000,
    },
  ],
  liarsMax: () => 0,
  events: { appeared: '{node} sees {peer}.', vanished: '{node} no longer sees {peer}.' },
  words: { es: () => import('./words-es.ts'), pt: () => import('./words-pt.ts') },
})
