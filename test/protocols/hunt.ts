// Looks for the first seed in which a mutant breaks the rule that it names.

import { run } from '../../src/lab/experiment.ts'
import { type Lab, weatherOf } from '../../src/lab/lab.ts'
import { inStorm } from './survey.ts'

export const huntSeedsMax = 200

/** The first seed that catches it, or null: then the rule is decoration, or the mutant is none. */
export function hunt(lab: Lab, mutantName: string, seedsMax = huntSeedsMax): number | null {
  const mutant = lab.mutants.find(({ name }) => name === mutantName)!
  const weather = weatherOf(lab)
  for (let seed = 1; seed <= seedsMax; seed++) {
    const where = mutant.scenario === undefined && weather !== null ? inStorm(lab, weather, seed) : { lab, seed }
    const scenario = mutant.scenario === undefined ? {} : { scenario: mutant.scenario }
    const { rules } = run({ ...where, ...scenario, mutant: mutantName })
    if (rules.some(({ id, verdict }) => id === mutant.breaks && verdict.is === 'broken')) return seed
  }
  return null
}
