// Each of the four guarantees alone: a history that breaks this one and keeps the others.

import { describe, expect, test } from 'vitest'
import { causal } from '../../src/checkers/causal.ts'
import { casRegister } from '../../src/checkers/models.ts'
import {
  monotonicReads,
  monotonicWrites,
  readYourWrites,
  writesFollowReads,
} from '../../src/checkers/session-guarantees.ts'
import { asks, done, givesUp, told } from './told.ts'

const guarantees = { readYourWrites, monotonicReads, monotonicWrites, writesFollowReads }

const broken = {
  readYourWrites: told(done('a', 'x write', 1), done('a', 'x read', null)),
  monotonicReads: told([done('a', 'x write', 1), done('b', 'x read', 1), done('b', 'x read', null)].flat()),
  monotonicWrites: told(
    [done('a', 'x write', 1), done('a', 'y write', 2), done('b', 'y read', 2), done('b', 'x read', null)].flat(),
  ),
  writesFollowReads: told(
    [done('a', 'x write', 1), done('b', 'x read', 1), done('b', 'y write', 2)].flat(),
    [done('c', 'y read', 2), done('c', 'x read', null)].flat(),
  ),
}

describe.each(Object.keys(broken) as (keyof typeof broken)[])('%s', name => {
  const history = broken[name]

  test('is broken by what keeps the other three', () => {
    const verdicts = Object.entries(guarantees).map(([each, check]) => [each, check(history, casRegister).is])
    const expected = Object.keys(guarantees).map(each => [each, each === name ? 'broken' : 'holds'])
    expect(verdicts).toEqual(expected)
  })

  test('is a part of causal consistency', () => {
    expect(causal(history, casRegister).is).toBe('broken')
  })

  test('shows the read, what it missed, and since when it should not have', () => {
    const found = guarantees[name](history, casRegister)
    expect(found).toMatchObject({
      evidence: { read: history.operations.at(-1), missed: history.operations[0], because: history.operations.at(-2) },
    })
  })
})

describe('a session', () => {
  test('may miss its own write if nobody knows whether it happened', () => {
    const lost = told(asks('a', 'write', 1), givesUp('a', 'write'), done('a', 'read', null), done('b', 'read', 1))
    expect(readYourWrites(lost, casRegister).is).toBe('holds')
  })

  test('that gave up on a write before another may have written it after that one', () => {
    const lost = [asks('a', 'x write', 1), givesUp('a', 'x write'), done('a', 'y write', 2)].flat()
    const seen = [done('b', 'x read', 1), done('c', 'y read', 2), done('c', 'x read', null)].flat()
    expect(monotonicWrites(told(lost, seen), casRegister).is).toBe('holds')
  })

  test('reads its older write: that is not to read its writes', () => {
    const older = told(done('a', 'write', 1), done('a', 'write', 2), done('a', 'read', 1))
    expect(readYourWrites(older, casRegister).is).toBe('broken')
  })

  test('may read what another wrote over its own write', () => {
    const newer = told(done('a', 'write', 1), done('b', 'write', 2), done('a', 'read', 2))
    expect(readYourWrites(newer, casRegister).is).toBe('holds')
  })

  test('that turns back between two writes of which neither is older has stepped back once', () => {
    const turned = [done('c', 'read', 1), done('c', 'read', 2), done('c', 'read', 1)].flat()
    const history = told(done('a', 'write', 1), done('b', 'write', 2), turned)
    expect(monotonicReads(history, casRegister).is).toBe('broken')
    expect(monotonicWrites(history, casRegister).is).toBe('holds')
  })

  test('that reads what nobody wrote is no matter of sessions', () => {
    expect(monotonicReads(told(done('a', 'read', 9)), casRegister).is).toBe('unknown')
  })
})

test.each(Object.entries(guarantees))('%s is unknown where there was no time to tell', (_, guarantee) => {
  const history = told(...Array.from({ length: 2000 }, (_, value) => done('a', 'write', value)))
  expect(guarantee(history, casRegister, { expired: () => true })).toEqual({ is: 'unknown', why: 'the time ran out' })
  expect(guarantee(history, casRegister).is).toBe('holds')
})
