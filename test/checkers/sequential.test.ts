// Sequential consistency, on the examples of the literature.

import { expect, test } from 'vitest'
import { linearizable } from '../../src/checkers/linearizable.ts'
import { casRegister } from '../../src/checkers/models.ts'
import { sequential } from '../../src/checkers/sequential.ts'
import { asks, done, givesUp, told } from './told.ts'

test('a stale read by another process is sequential, though not linearizable', () => {
  const stale = told(done('a', 'write', 1), done('b', 'read', null), done('b', 'read', 1))
  expect(sequential(stale, casRegister).is).toBe('holds')
  expect(linearizable(stale, casRegister).is).toBe('broken')
})

test('a process that does not see its own write is not sequential', () => {
  const forgetful = told(done('a', 'write', 1), done('a', 'read', null))
  expect(sequential(forgetful, casRegister)).toMatchObject({
    is: 'broken',
    evidence: { stuck: forgetful.operations[1], state: 'the register holds 1' },
  })
})

test('two processes that see two writes in different orders are not sequential', () => {
  const events = [done('a', 'write', 1), done('b', 'write', 2), done('c', 'read', 1), done('c', 'read', 2)]
  expect(sequential(told(...events, done('d', 'read', 2), done('d', 'read', 1)), casRegister).is).toBe('broken')
  expect(sequential(told(...events, done('d', 'read', 1), done('d', 'read', 2)), casRegister).is).toBe('holds')
})

test('each key may be sequential alone and both together not: store buffers, as Dekker would see them', () => {
  const first = [done('a', 'x write', 1), done('a', 'y read', null)]
  const second = [done('b', 'y write', 1), done('b', 'x read', null)]
  const on = (key: string) => [...first, ...second].filter(([asked]) => asked!.key === key)
  expect(sequential(told(...on('x')), casRegister).is).toBe('holds')
  expect(sequential(told(...on('y')), casRegister).is).toBe('holds')
  expect(sequential(told(...first, ...second), casRegister).is).toBe('broken')
})

test('what nobody heard of again comes after what its process had done, and before nothing', () => {
  const lost = [done('a', 'read', null), asks('a', 'write', 1), givesUp('a', 'write')]
  expect(sequential(told(...lost, done('b', 'read', 1)), casRegister).is).toBe('holds')
  expect(sequential(told(...lost, done('a', 'read', null), done('a', 'read', 1)), casRegister).is).toBe('holds')
})

test('when the time runs out, the verdict is unknown', () => {
  const expired = () => true
  expect(sequential(told(done('a', 'write', 1)), casRegister, { expired }).is).toBe('unknown')
})
