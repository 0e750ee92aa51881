// The lab of the Byzantine generals.

import { choice, peer, within } from '../../core/shape.ts'
import { defineLab } from '../../lab/lab.ts'
import { mutants } from './mutants.ts'
import { byzantineGenerals, defaults } from './protocol.ts'
import { rules } from './rules.ts'
import { oralLies, scenarios } from './scenarios.ts'
import { order } from './vocabulary.ts'

export default defineLab({
  name: 'byzantine-generals',
  title: 'The Byzantine generals',
  says: 'Loyal generals agree on one plan, although traitors among them tell each of them something else.',
  protocol: byzantineGenerals,
  defaults,
  options: {
    kind: choice('oral', 'signed'),
    m: within(0, 16),
    commander: peer,
    order,
    roundMs: within(1, 60_000),
    scheme: choice('modelled', 'ed25519'),
  },
  rules,
  scenarios,
  mutants,
  liarsMax: nodes => Math.min(defaults.m, Math.floor((nodes - 1) / 3)),
  // The paper asks for messages that arrive (A1) in time (A3), among generals that do not sleep.
  weather: null,
  exploration: { isSynchronous: true, liars: 1, lies: oralLies },
  events: { obeyed: '{node} obeys: {order}.' },
  words: { es: () => import('./words-es.ts'), pt: () => import('./words-pt.ts') },
})
