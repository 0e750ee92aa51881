// The gossip lab.

import { choice, within } from '../../core/shape.ts'
import { defineLab } from '../../lab/lab.ts'
import { mutants } from './mutants.ts'
import { defaults, gossip } from './protocol.ts'
import { rules } from './rules.ts'
import { scenarios } from './scenarios.ts'
import { variants } from './variant.ts'

export default defineLab({
  name: 'gossip',
  title: 'Have you heard?',
  says: 'News spread from node to node like an epidemic, and the last few cost the most.',
  protocol: gossip,
  defaults,
  options: {
    variant: choice(...variants),
    k: within(1, 1_000),
    fanout: within(1, 1_000),
    everyMs: within(1, 60_000),
    antiEntropyEveryMs: within(0, 600_000),
  },
  rules,
  scenarios,
  mutants,
  liarsMax: () => 0,
  papers: () => import('./papers.ts'),
  events: {
    heard: '{node} hears of {key}, version {version}.',
    cooled: '{node} loses interest in {key}, version {version}.',
  },
  words: { es: () => import('./words-es.ts'), pt: () => import('./words-pt.ts') },
})
