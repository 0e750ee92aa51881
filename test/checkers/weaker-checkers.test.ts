// A checker that never failed is no checker. Three that get something wrong are told apart from the right one, by
// histories of a few operations and by those of real systems.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { linearizable } from '../../src/checkers/linearizable.ts'
import type { Model } from '../../src/checkers/model.ts'
import { casRegister, models } from '../../src/checkers/models.ts'
import { sequential } from '../../src/checkers/sequential.ts'
import { eventsOf, type History, type HistoryEvent, historyFrom } from '../../src/trace/history.ts'
import { parseHistory } from '../../src/trace/history-text.ts'
import { describeGroundTruth } from '../ground-truth.ts'
import { answers, asks, done, fails, givesUp, told } from './told.ts'

type Checker = (history: History, model: Model) => { readonly is: string }

const revised = (history: History, revise: (event: HistoryEvent) => HistoryEvent): History =>
  historyFrom(eventsOf(history).map(revise), history)

const ignoresRealTime: Checker = sequential

const forgetsTheUnknown: Checker = (history, model) => {
  const operations = history.operations.filter(({ ending }) => ending.is !== 'unknown')
  return linearizable({ ...history, operations }, model)
}

const takesFailedForDone: Checker = (history, model) =>
  linearizable(
    revised(history, event => (event.type === 'fail' ? { ...event, type: 'ok' } : event)),
    model,
  )

const takesFailedForUnknown: Checker = (history, model) =>
  linearizable(
    revised(history, event => (event.type === 'fail' ? { ...event, type: 'info' } : event)),
    model,
  )

describe.each([
  {
    name: 'that ignores real time misses a stale read',
    weaker: ignoresRealTime,
    history: told(done('a', 'write', 1), done('b', 'read', null)),
    truth: 'broken',
  },
  {
    name: 'that forgets what is unknown wonders where a value came from',
    weaker: forgetsTheUnknown,
    history: told(asks('a', 'write', 1), givesUp('a', 'write'), done('b', 'read', 1)),
    truth: 'holds',
  },
  {
    name: 'that takes what failed for done wonders where a value went',
    weaker: takesFailedForDone,
    history: told(asks('a', 'write', 1), fails('a', 'write'), done('b', 'read', null)),
    truth: 'holds',
  },
  {
    name: 'that takes what failed for unknown misses a write that came back to life',
    weaker: takesFailedForUnknown,
    history: told(asks('a', 'write', 1), fails('a', 'write'), asks('b', 'read'), answers('b', 'read', 1)),
    truth: 'broken',
  },
])('a checker $name', ({ weaker, history, truth }) => {
  test('and the right one does not', () => {
    expect(linearizable(history, casRegister).is).toBe(truth)
    expect(weaker(history, casRegister).is).not.toBe(truth)
  })
})

describeGroundTruth('histories of real systems', 'histories', path => {
  const histories = readdirSync(path).map(file => parseHistory(readFileSync(join(path, file), 'utf8')))
  const modelOf = (history: History) => models.get(history.model!)!
  const differing = (weaker: Checker) =>
    histories.filter(history => weaker(history, modelOf(history)).is !== linearizable(history, modelOf(history)).is)

  test.each([
    { name: 'forgetting what is unknown', weaker: forgetsTheUnknown },
    { name: 'taking what failed for done', weaker: takesFailedForDone },
  ])('show the error of $name', ({ weaker }) => {
    expect(differing(weaker).length).toBeGreaterThan(3)
  })
})
