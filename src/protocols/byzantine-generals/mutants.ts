// Generals with one judgment wrong, each time another.

import type { Judgments } from './judgments.ts'
import { byzantineGenerals, type GeneralsOptions } from './protocol.ts'

interface Mistake {
  readonly name: string
  readonly says: string
  readonly breaks: string
  readonly scenario: string
  readonly wrong: Partial<Judgments>
}

const mistakes: readonly Mistake[] = [
  {
    name: 'believesItsOwnEars',
    says: 'Obeys what the commander told it, whatever he told the others.',
    breaks: 'R1',
    scenario: 'traitor-commander',
    wrong: { verdict: own => own },
  },
  {
    name: 'fleesWithTheFirst',
    says: 'Retreats as soon as anybody says so.',
    breaks: 'R2',
    scenario: 'four-generals',
    wrong: { verdict: (own, others) => (others.includes('retreat') ? 'retreat' : own) },
  },
  {
    name: 'checksNoSeal',
    says: 'Takes a letter for genuine without looking at its seals.',
    breaks: 'R2',
    scenario: 'signed-three',
    wrong: { isSealChecked: false },
  },
  {
    name: 'waitsForTheSilent',
    says: 'Does not act before everyone has spoken.',
    breaks: 'R3',
    scenario: 'silent-lieutenant',
    wrong: { actsOn: missing => missing === 0 },
  },
  {
    name: 'tellsTheTeller',
    says: 'Passes the word on to everyone, even to those it came from.',
    breaks: 'R4',
    scenario: 'loyal',
    wrong: { hearers: peers => peers },
  },
]

export const mutants = mistakes.map(({ wrong, ...mistake }) => ({
  ...mistake,
  protocol: (options: Partial<GeneralsOptions>) => byzantineGenerals(options, wrong),
}))
