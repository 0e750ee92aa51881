// Causal memory, on the examples of Ahamad et al. 1995 and Bouajjani et al. 2017.

import { describe, expect, test } from 'vitest'
import { causal } from '../../src/checkers/causal.ts'
import { casRegister, keyValue } from '../../src/checkers/models.ts'
import { sequential } from '../../src/checkers/sequential.ts'
import { asks, done, givesUp, type ToldEvents, told } from './told.ts'

const verdict = (...events: ToldEvents) => causal(told(...events), casRegister).is

describe('causal', () => {
  test('two processes may see concurrent writes in different orders, though that is not sequential', () => {
    const seen = told(
      [done('a', 'write', 1), done('b', 'write', 2)].flat(),
      [done('c', 'read', 1), done('c', 'read', 2), done('d', 'read', 2), done('d', 'read', 1)].flat(),
    )
    expect(causal(seen, casRegister).is).toBe('holds')
    expect(sequential(seen, casRegister).is).toBe('broken')
  })

  test('a value that was lost on the way may turn up later', () => {
    expect(verdict(asks('a', 'write', 1), givesUp('a', 'write'), done('b', 'read', null), done('b', 'read', 1))).toBe(
      'holds',
    )
  })
})

describe('not causal', () => {
  test('an answer is seen before its question', () => {
    const question = [done('a', 'x write', 1), done('b', 'x read', 1), done('b', 'y write', 2)]
    expect(verdict(...question, done('c', 'y read', 2), done('c', 'x read', 1))).toBe('holds')
    const found = causal(told(...question, done('c', 'y read', 2), done('c', 'x read', null)), casRegister)
    expect(found).toMatchObject({
      is: 'broken',
      evidence: { read: { process: 'c', key: 'x' }, source: null, overwrite: { process: 'a', key: 'x' } },
      explanation: 'line 10: process c read null, what was there at first, which it knew to be overwritten by line 1',
    })
  })

  test('a process turns back to what it had seen overwritten', () => {
    const turned = [done('c', 'read', 1), done('c', 'read', 2), done('c', 'read', 1)].flat()
    expect(verdict(done('a', 'write', 1), done('b', 'write', 2), turned)).toBe('broken')
  })

  test('a value is read that nobody wrote', () => {
    expect(verdict(done('a', 'read', 1))).toBe('broken')
  })

  test('a value is read before its time', () => {
    expect(verdict(done('a', 'read', 1), done('a', 'write', 1))).toBe('broken')
  })
})

describe('nobody can say', () => {
  test('who wrote a value that was written twice', () => {
    const why = 'line 6: read what was there more than once'
    const twice = told(done('a', 'write', 1), done('b', 'write', 1), done('c', 'read', 1))
    expect(causal(twice, casRegister)).toEqual({ is: 'unknown', why })
  })

  test('whether a cas happened, where what it would have written was written by another', () => {
    const lost = told(asks('a', 'cas', [3, 2]), asks('b', 'write', 2), done('c', 'read', 2))
    expect(causal(lost, casRegister).is).toBe('unknown')
    expect(sequential(lost, casRegister).is).toBe('holds')
  })

  test('whose appends a text is made of', () => {
    expect(causal(told(done('a', 'append', 'x')), keyValue).is).toBe('unknown')
  })

  test('what a refused cas observed, unless the rest is broken without it', () => {
    const refused = done('b', 'cas', [3, 4], false)
    expect(verdict(done('a', 'write', 1), refused)).toBe('unknown')
    expect(verdict(done('a', 'write', 1), refused, done('a', 'read', null))).toBe('broken')
  })

  test('what there was no time for', () => {
    const writes = Array.from({ length: 2000 }, (_, value) => done('a', 'write', value))
    const unread = told(...writes)
    expect(causal(unread, casRegister, { expired: () => true })).toEqual({ is: 'unknown', why: 'the time ran out' })
    expect(causal(unread, casRegister, { expired: () => false }).is).toBe('holds')
  })
})
