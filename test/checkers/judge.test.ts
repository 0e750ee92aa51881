// Goal: a verdict for each rule, at the moment it is known. Method: small rules over a made-up run.

import { describe, expect, test } from 'vitest'
import { Judge } from '../../src/checkers/judge.ts'
import { type Finding, type Rule, rulesFor } from '../../src/checkers/rule.ts'
import type { ClusterView } from '../../src/trace/cluster.ts'
import type { Happening } from '../../src/trace/happening.ts'

const { always, eventually, sometimes } = rulesFor<any, any>()
const claim = { id: 'R1', says: 'It is so.', memory: () => ({ heard: 0 }) }
const cluster: ClusterView<unknown> = { members: [], core: [], nowMs: 0, node: () => undefined, isHonest: () => true }
const happening = (index: number): Happening => ({
  kind: 'fault',
  index,
  atMs: index,
  cause: null,
  fault: { type: 'heal' },
})

function verdictOf(rule: Rule, length = 5) {
  const judge = new Judge([rule], cluster)
  for (let index = 0; index < length; index++) judge.hear(happening(index))
  return { first: judge.firstBroken, verdict: judge.conclude()[0]!.verdict }
}

describe('an `always` rule', () => {
  const breaksAt = (index: number) =>
    always({ ...claim, check: (_memory, happening) => happening.index < index || `it was ${happening.index}` })

  test('holds when nothing broke it', () => {
    expect(verdictOf(breaksAt(9))).toEqual({ first: null, verdict: { is: 'holds' } })
  })

  test('is broken by the first happening that breaks it, and says so at once', () => {
    const { first, verdict } = verdictOf(breaksAt(2))
    expect(verdict).toEqual({ is: 'broken', explanation: 'it was 2', at: 2 })
    expect(first).toEqual({ id: 'R1', says: 'It is so.', kind: 'always', verdict })
  })

  test.each<[Finding | null, object]>([
    [true, { is: 'holds' }],
    ['the history has no order', { is: 'broken', explanation: 'the history has no order', at: null }],
    [null, { is: 'unknown', why: 'the search ran out of time' }],
  ])('that is judged of the whole run as %j', (finding, verdict) => {
    expect(verdictOf(always({ ...claim, check: () => true, atEnd: () => finding })).verdict).toEqual(verdict)
  })

  test('stays broken whatever the whole run says', () => {
    const rule = always({ ...claim, check: () => 'at once', atEnd: () => true })
    expect(verdictOf(rule).verdict).toMatchObject({ is: 'broken', at: 0 })
  })
})

describe('an `eventually` rule', () => {
  test('is judged at the end alone, of all it observed', () => {
    const counts = (count: number) =>
      eventually({
        ...claim,
        observe: memory => void memory.heard++,
        check: memory => memory.heard === count || `heard ${memory.heard}`,
      })
    expect(verdictOf(counts(5))).toEqual({ first: null, verdict: { is: 'holds' } })
    expect(verdictOf(counts(4))).toEqual({ first: null, verdict: { is: 'broken', explanation: 'heard 5', at: null } })
  })
})

describe('a `sometimes` rule', () => {
  const reached = (index: number) => sometimes({ ...claim, check: (_memory, happening) => happening.index === index })

  test('holds once it was reached, and says where', () =>
    expect(verdictOf(reached(3)).verdict).toEqual({ is: 'holds', at: 3 }))

  test('is unknown where it was not: another run may reach it', () => {
    expect(verdictOf(reached(9)).verdict).toEqual({ is: 'unknown', why: 'not reached in this run' })
  })
})

test('each judge has memories of its own', () => {
  const rule = eventually({
    ...claim,
    observe: memory => void memory.heard++,
    check: memory => memory.heard === 5 || 'no',
  })
  expect(verdictOf(rule).verdict.is).toBe('holds')
  expect(verdictOf(rule).verdict.is).toBe('holds')
})

test('what can be said while the run goes on: safety so far, and nothing of what is still to come', () => {
  const rules = [
    always({ ...claim, check: () => true, atEnd: () => 'no order' }),
    eventually({ ...claim, check: () => true }),
    sometimes({ ...claim, check: () => false }),
  ]
  const judge = new Judge(rules, cluster)
  expect(judge.soFar.map(({ verdict }) => verdict)).toEqual([
    { is: 'holds' },
    { is: 'unknown', why: 'judged at the end of the run' },
    { is: 'unknown', why: 'not reached yet' },
  ])
})

test('a run may go on after it was judged: what its rules remember is as it was', () => {
  const rule = eventually({
    ...claim,
    observe: memory => void memory.heard++,
    check: memory => ++memory.heard === 1 || `heard ${memory.heard}`,
  })
  const judge = new Judge([rule], cluster)
  expect(judge.conclude()[0]!.verdict).toEqual({ is: 'holds' })
  expect(judge.conclude()[0]!.verdict).toEqual({ is: 'holds' })
})
