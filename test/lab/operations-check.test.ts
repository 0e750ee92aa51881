// Goal: a reader is told whether what clients saw can be explained, up to the place in the run, and what cannot.
// Method: Raft with a mistake that the rule on linearizability catches, and tapes told in a few happenings.

import { describe, expect, test } from 'vitest'
import { answered, type Outcome, unknown } from '../../src/core/outcome.ts'
import { OperationsCheck, type OperationsVerdict } from '../../src/lab/operations-check.ts'
import { SimulatedRun } from '../../src/lab/simulated-run.ts'
import { Operations } from '../../src/lab/tape/operations.ts'
import raft from '../../src/protocols/raft/lab.ts'
import type { Happening, Operation } from '../../src/trace/happening.ts'

interface Told {
  readonly client: string
  readonly f: string
  readonly key?: string
  readonly value?: unknown
  /** Left out: it begins. */
  readonly outcome?: Outcome
}

function tapeOf(told: readonly Told[]) {
  const operations = new Operations()
  const happenings = told.map(({ client, f, key, value = null, outcome }, index): Happening => {
    const operation: Operation = { f, value, ...(key === undefined ? {} : { key }) }
    const common = { index, atMs: index, cause: null, client, operation }
    return outcome === undefined ? { kind: 'begun', ...common } : { kind: 'ended', ...common, outcome }
  })
  for (const happening of happenings) operations.hear(happening)
  return { operations: operations.all, happenings }
}

function judged(check: OperationsCheck): OperationsVerdict | null {
  while (check.advance());
  return check.verdict
}

const put = { client: 'a', f: 'put', key: 'x', value: '1' } as const
const get = { client: 'b', f: 'get', key: 'x' } as const
const staleRead = tapeOf([put, { ...put, outcome: answered(null) }, get, { ...get, outcome: answered('') }])

describe('what clients saw', () => {
  test('is explained where each answer can be', () => {
    const fine = tapeOf([put, get, { ...get, outcome: answered('') }, { ...put, outcome: answered(null) }])
    expect(judged(new OperationsCheck(fine, 4))).toEqual({ is: 'holds' })
  })

  test('is not where a read misses what was written: the read is named, and what came before it, in order', () => {
    const check = new OperationsCheck(staleRead, 4)
    expect(check.verdict).toBeNull()
    expect(judged(check)).toMatchObject({ is: 'broken', stuck: 1, order: [0] })
  })

  test('is judged as far as the reader is: before its answer, a read waits and says nothing', () => {
    const check = new OperationsCheck(staleRead, 3)
    expect(check.operations.map(({ ended }) => ended?.index ?? null)).toEqual([1, null])
    expect(judged(check)).toEqual({ is: 'holds' })
  })

  test('may be lost: an answer that never came explains what it can', () => {
    const lost = tapeOf([put, { ...put, outcome: unknown('late') }, get, { ...get, outcome: answered('1') }])
    expect(judged(new OperationsCheck(lost, 4))).toEqual({ is: 'holds' })
  })
})

describe('nothing is guessed', () => {
  test('no model speaks words that it does not know, and none is needed where nothing was asked', () => {
    for (const told of [[{ client: 'a', f: 'dance' }], []]) {
      const check = new OperationsCheck(tapeOf(told), told.length)
      expect([check.model, check.advance(), check.verdict]).toEqual([null, false, null])
    }
  })

  test('the words tell the object', () => {
    const names = [['get'], ['read', 'write'], ['acquire'], ['enqueue', 'dequeue'], ['get', 'read']].map(words => {
      const told = words.map((f, place) => ({ client: `c${place}`, f, key: 'x', value: f === 'write' ? 1 : null }))
      return new OperationsCheck(tapeOf(told), told.length).model?.name ?? null
    })
    expect(names).toEqual(['key-value', 'cas-register', 'mutex', 'queue', null])
  })

  test('a search that is stopped says so', () => {
    const check = new OperationsCheck(staleRead, 4)
    check.advance()
    while (check.advance(true));
    expect(['unknown', 'broken']).toContain(check.verdict?.is)
  })

  test('a file whose history makes no sense is not judged: the field is named', () => {
    const odd = tapeOf([
      { ...put, value: 7 },
      { ...put, value: 7, outcome: answered(null) },
    ])
    const twice = tapeOf([get, { ...get, key: 'y' }])
    expect(judged(new OperationsCheck(twice, 2))).toMatchObject({
      is: 'unknown',
      why: expect.stringContaining('process'),
    })
    expect(judged(new OperationsCheck(odd, 2))?.is).toBe('holds')
  })
})

test('[R12] reads that nobody confirmed: the check finds what the rule finds', () => {
  const run = new SimulatedRun({ lab: raft, seed: 12, scenario: 'stale-leader', mutant: 'readsWithoutAsking' })
  run.forwardTo(run.endMs)
  const rule = run.standings.at(run.tape.length).find(({ id }) => id === 'R12')!
  const verdict = judged(new OperationsCheck(run.tape, run.tape.length))
  expect(rule.verdict).toMatchObject({ is: 'broken' })
  expect(verdict).toMatchObject({ is: 'broken', explanation: (rule.verdict as { explanation: string }).explanation })
})
