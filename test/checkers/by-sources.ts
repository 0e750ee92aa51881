// The search by sources alone, which otherwise runs beside another one that may be faster.

import { Allowance } from '../../src/checkers/allowance.ts'
import { type Model, objectsOf, playedOf } from '../../src/checkers/model.ts'
import { place, prepareSearch } from '../../src/checkers/prepare-search.ts'
import { SourceSearch } from '../../src/checkers/source-search.ts'
import { inTime, Pace } from '../../src/checkers/stretches.ts'
import type { History } from '../../src/trace/history.ts'

/** Of a history on one object. Null where this search is not asked, or gives up. */
export function bySources(history: History, model: Model): 'holds' | 'broken' | null {
  const objects = objectsOf(playedOf(history, model), model)
  const allowance = new Allowance()
  const question = { model, initial: history.initial, objects, keeping: 'real time', allowance } as const
  const pace = new Pace()
  const never = () => false
  const placement = inTime(place(question, pace), never)!
  if (placement.is === 'impossible') return null
  const task = inTime(prepareSearch(question, placement, pace), never)!
  if (task.objects[0]?.mayBecome !== 'only itself') return null
  const result = new SourceSearch(task, allowance).run(Number.POSITIVE_INFINITY)
  return result === 'found' ? 'holds' : result === 'lost' ? 'broken' : null
}
