// Explores a lab: every order of events of a small cluster, within bounds, judged by the lab's own rules.

import type { Rule } from '../checkers/rule.ts'
import { type Bounds, type Exploration, exploreProtocol, type Law, type Progress } from '../simulator/explore.ts'
import { mutantOf } from './experiment.ts'
import type { Lab } from './lab.ts'

export type { Exploration } from '../simulator/explore.ts'

/** What is to be explored. Bounds that are left out are those of the lab, or else of `../simulator/explore.ts`. */
export interface ExplorationSetting extends Partial<Bounds> {
  readonly nodes: number
  readonly depth: number
  readonly mutant?: string
  readonly options?: Readonly<Record<string, unknown>>
  /** Asked now and then: out of time, or called off. */
  readonly expired?: () => boolean
  readonly progress?: (seen: Progress) => void
}

export function explore(lab: Lab, setting: ExplorationSetting): Exploration {
  const { nodes, mutant: name, options, expired, progress, ...bounds } = setting
  const mutant = name === undefined ? undefined : mutantOf(lab, name)
  return exploreProtocol({
    protocol: (mutant ?? lab).protocol({ ...mutant?.options, ...options }),
    nodes,
    laws: lab.rules.flatMap(lawsOf),
    bounds: { ...lab.exploration, ...bounds },
    expired,
    progress,
  })
}

/** What must always hold is judged at every step, what must come about where nothing can happen any more. */
function lawsOf(rule: Rule): readonly Law[] {
  const { id, memory } = rule
  switch (rule.kind) {
    case 'always':
      return [{ id, memory, hear: rule.check, rest: (memory, cluster) => rule.atEnd?.(memory, cluster) ?? true }]
    case 'eventually':
      return [{ id, memory, hear: (...heard) => rule.observe?.(...heard) ?? true, rest: rule.check }]
    case 'sometimes':
      return []
  }
}
