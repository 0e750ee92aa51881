// Linearizability: each operation seems to take effect at one moment between its invocation and its return
// (Herlihy and Wing, Linearizability, 1990).

import type { History } from '../trace/history.ts'
import { Allowance } from './allowance.ts'
import { OrderFinder, type Question } from './find-order.ts'
import { type Model, objectsOf, playedOf } from './model.ts'
import { finish, type Stretches } from './stretches.ts'
import { type Stuck, whyStuck } from './stuck.ts'
import { holds, unknown, type Verdict } from './verdict.ts'

export interface SearchOptions {
  /** Asked every few milliseconds; once it says true, what is undecided stays unknown. */
  readonly expired?: () => boolean
  /** A bound on the memory, for all objects together. */
  readonly placesMax?: number
}

/** Throws `MalformedHistory` where the history does not speak the words of the model. */
export function linearizable(
  history: History,
  model: Model,
  { expired = () => false, placesMax }: SearchOptions = {},
): Verdict<Stuck> {
  return finish(linearizing(history, model, placesMax), expired)
}

/** The same, a stretch at a time. */
export function* linearizing(history: History, model: Model, placesMax?: number): Stretches<Verdict<Stuck>> {
  const allowance = new Allowance(placesMax)
  let undecided: { readonly question: Question; readonly finder: OrderFinder }[] = []
  for (const object of objectsOf(playedOf(history, model), model)) {
    const { initial } = history
    const question: Question = { model, initial, objects: new Map([object]), keeping: 'real time', allowance }
    undecided.push({ question, finder: new OrderFinder(question) })
  }
  const givenUp: string[] = []
  // A stretch for each in turn: one hard key must not keep a broken one from being found.
  while (undecided.length > 0) {
    const open: typeof undecided = []
    for (const { question, finder } of undecided) {
      if (yield) return unknown(`the time ran out with ${undecided.length} objects undecided`)
      const result = finder.advance()
      if (result === 'lost') return { is: 'broken', ...(yield* whyStuck(question, finder.reached)) }
      if (result === 'given up') givenUp.push(...[...question.objects.keys()].map(key => JSON.stringify(key)))
      if (result === 'not done') open.push({ question, finder })
    }
    undecided = open
  }
  return givenUp.length === 0 ? holds : unknown(`too many ways to order the operations on key ${givenUp.join(', ')}`)
}
