// What the checker says of histories that a person can judge, and what it shows for it.

import { describe, expect, test } from 'vitest'
import { linearizable, linearizing } from '../../src/checkers/linearizable.ts'
import { casRegister, keyValue } from '../../src/checkers/models.ts'
import { answers, asks, done, fails, givesUp, type ToldEvents, told } from './told.ts'

const verdict = (...events: ToldEvents) => linearizable(told(...events), casRegister).is

describe('a register is linearizable', () => {
  test('when nothing happened', () => {
    expect(verdict()).toBe('holds')
  })

  test('when a read that overlaps a write answers the old value or the new', () => {
    const overlapped = (value: number | null) =>
      verdict(asks('a', 'write', 1), asks('b', 'read'), answers('b', 'read', value), answers('a', 'write', 1))
    expect(overlapped(null)).toBe('holds')
    expect(overlapped(1)).toBe('holds')
    expect(overlapped(2)).toBe('broken')
  })

  test('when a refused cas did not find what it expected', () => {
    expect(verdict(done('a', 'write', 1), done('b', 'cas', [2, 3], false), done('a', 'read', 1))).toBe('holds')
    expect(verdict(done('a', 'write', 1), done('b', 'cas', [1, 3], false), done('a', 'read', 1))).toBe('broken')
  })

  test('when each key is by itself', () => {
    expect(verdict(done('a', 'x write', 1), done('a', 'y read', null), done('a', 'x read', 1))).toBe('holds')
  })
})

describe('a register is not linearizable', () => {
  test('when a read answers what was overwritten before it began', () => {
    expect(verdict(done('a', 'write', 1), done('a', 'write', 2), done('b', 'read', 1))).toBe('broken')
  })

  test('when two reads, one after the other, see two writes the wrong way round', () => {
    const events = [
      [asks('a', 'write', 1), asks('b', 'write', 2)],
      [done('c', 'read', 1), done('c', 'read', 2), done('c', 'read', 1)].flat(),
      [answers('a', 'write', 1), answers('b', 'write', 2)],
    ]
    expect(verdict(...events)).toBe('broken')
  })

  test('when the value of a write that failed is read', () => {
    expect(verdict(asks('a', 'write', 1), fails('a', 'write'), done('b', 'read', 1))).toBe('broken')
  })
})

describe('an operation of unknown outcome', () => {
  test('may take effect long after its process gave up, once', () => {
    const lost = [asks('a', 'write', 1), givesUp('a', 'write')]
    expect(verdict(lost, done('b', 'write', 2), done('b', 'read', 2), done('b', 'read', 1))).toBe('holds')
    const twice = [done('b', 'read', 1), done('b', 'write', 2), done('b', 'read', 1)]
    expect(verdict(lost, ...twice)).toBe('broken')
  })

  test('may never take effect', () => {
    expect(verdict(asks('a', 'write', 1), done('b', 'read', null))).toBe('holds')
  })

  test('cannot take effect before it was invoked', () => {
    expect(verdict(done('b', 'read', 1), asks('a', 'write', 1))).toBe('broken')
  })

  test('may make a chain with others: a write that only a lost cas could find', () => {
    const lost = [asks('a', 'write', 1), asks('b', 'cas', [1, 2]), asks('c', 'cas', [2, 3])]
    expect(verdict(lost, done('d', 'read', 3))).toBe('holds')
    expect(verdict(lost, done('d', 'read', 3), done('d', 'read', 2))).toBe('broken')
  })

  test('leaves its process free to go on', () => {
    expect(verdict(asks('a', 'write', 1), givesUp('a', 'write'), done('a', 'read', null), done('a', 'read', 1))).toBe(
      'holds',
    )
  })
})

describe('the evidence', () => {
  const history = told(done('a', 'x write', 1), done('a', 'x write', 2), done('b', 'x read', 1))
  const found = linearizable(history, casRegister)

  test('is the longest way found, the operation that could not follow, and the state there', () => {
    const [first, second, stuck] = history.operations
    const state = 'the register holds 2'
    expect(found).toMatchObject({ is: 'broken', evidence: { key: 'x', prefix: [first, second], stuck, state } })
  })

  test('is told in words', () => {
    const explanation =
      'read 1 by process b (lines 5 to 6) on key "x" cannot take effect: after the 2 operations that can be put in order, the register holds 2'
    expect(found).toMatchObject({ explanation })
  })

  test('shows values that nobody read as they were', () => {
    const lost = linearizable(told(done('a', 'put', 'p'), done('b', 'get', 'q')), keyValue)
    expect(lost).toMatchObject({ evidence: { state: 'the register holds "p"' } })
  })
})

describe('the limits', () => {
  const writes = Array.from({ length: 30 }, (_, index) => asks(`w${index}`, 'write', index))
  const reads = Array.from({ length: 30 }, (_, index) => done('r', 'read', index)).flat()
  const returns = Array.from({ length: 30 }, (_, index) => answers(`w${index}`, 'write', index))
  const history = told(writes, reads, returns)

  test('when the time runs out, the verdict is unknown', () => {
    expect(linearizable(history, casRegister)).toEqual({ is: 'holds' })
    const why = 'the time ran out with 1 objects undecided'
    expect(linearizable(history, casRegister, { expired: () => true })).toEqual({ is: 'unknown', why })
  })

  test('when the memo is full, the verdict is unknown', () => {
    expect(linearizable(history, casRegister, { placesMax: 3 }).is).toBe('unknown')
  })

  test('a key that is too hard does not hide one that is broken', () => {
    const broken = told(writes, reads, returns, done('a', 'y read', 1))
    expect(linearizable(broken, casRegister, { placesMax: 3 }).is).toBe('broken')
  })

  test('a search made a stretch at a time ends with the same verdict, and where it is told to stop', () => {
    const broken = told(writes, reads, returns, done('a', 'read', 99))
    const search = linearizing(broken, casRegister)
    let stretches = 0
    let stretch = search.next(false)
    for (; stretch.done !== true; stretches++) stretch = search.next(false)
    expect(stretches).toBeGreaterThan(1)
    expect(stretch.value).toEqual(linearizable(broken, casRegister))
    const stopped = linearizing(broken, casRegister)
    stopped.next(false)
    expect(stopped.next(true)).toMatchObject({ done: true, value: { is: 'unknown' } })
  })
})

test('a lost write that changes nothing may have overwritten one that would', () => {
  const begun = [asks('a', 'append', 'a'), asks('b', 'put', 'b'), asks('c', 'put', ''), answers('a', 'append', 'a')]
  const history = told(begun, answers('b', 'put', 'b'), done('b', 'get', 'a'))
  expect(linearizable(history, keyValue)).toEqual({ is: 'holds' })
})
