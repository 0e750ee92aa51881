// What each model permits, and which words it takes.

import { describe, expect, test } from 'vitest'
import { linearizable } from '../../src/checkers/linearizable.ts'
import type { Model } from '../../src/checkers/model.ts'
import { casRegister, keyValue, mutex, queue } from '../../src/checkers/models.ts'
import { sequential } from '../../src/checkers/sequential.ts'
import { readJsonLines } from '../../src/trace/history-json-lines.ts'
import { MalformedHistory } from '../../src/trace/history-malformed.ts'
import { answers, asks, done, givesUp, type ToldEvents, told } from './told.ts'

const check =
  (model: Model) =>
  (...events: ToldEvents) =>
    linearizable(told(...events), model).is

describe('cas-register', () => {
  test('in a register that began with a value, a read of null is one whose answer nobody wrote down', () => {
    const history = told(done('a', 'read', null))
    expect(linearizable({ ...history, initial: 0 }, casRegister).is).toBe('holds')
    expect(linearizable({ ...history, initial: null }, casRegister).is).toBe('holds')
    const written = told(done('a', 'write', 1), done('a', 'read', null))
    expect(linearizable(written, casRegister).is).toBe('broken')
  })
})

describe('key-value', () => {
  const verdict = check(keyValue)

  test('what was never put is the empty text', () => {
    expect(verdict(done('a', 'x get', ''))).toBe('holds')
    expect(verdict(done('a', 'x get', null))).toBe('broken')
  })

  test('appends add up, in an order that all reads agree on', () => {
    const both = [asks('a', 'append', '1'), asks('b', 'append', '2'), answers('a', 'append'), answers('b', 'append')]
    expect(verdict(both, done('c', 'get', '21'))).toBe('holds')
    expect(verdict(both, done('c', 'get', '21'), done('c', 'get', '12'))).toBe('broken')
    expect(verdict(both, done('c', 'get', '1'))).toBe('broken')
  })

  test('an append that was lost may have happened, though nobody read it before the next put', () => {
    const lost = [done('a', 'put', 'p'), asks('b', 'append', 'q'), givesUp('b', 'append')].flat()
    expect(verdict(lost, done('a', 'cas', ['p', 'r'], false))).toBe('holds')
    expect(verdict(lost, done('a', 'get', 'p'), done('a', 'append', 's'), done('a', 'get', 'pqs'))).toBe('holds')
    expect(verdict(lost, done('a', 'get', 'pq'), done('a', 'get', 'p'))).toBe('broken')
  })
})

describe('mutex', () => {
  const verdict = check(mutex)

  test('one holds it at a time', () => {
    expect(verdict(done('a', 'acquire', null), done('a', 'release', null), done('b', 'acquire', null))).toBe('holds')
    expect(verdict(done('a', 'acquire', null), done('b', 'acquire', null))).toBe('broken')
  })

  test('it begins free, unless it is said to be held', () => {
    const history = told(done('a', 'release', null))
    expect(linearizable(history, mutex).is).toBe('broken')
    expect(linearizable({ ...history, initial: 'held' }, mutex).is).toBe('holds')
  })

  test('what asks with nothing need not say so', () => {
    const lines = ['invoke', 'ok'].map(type => `{"process":1,"type":"${type}","f":"acquire"}`)
    expect(linearizable(readJsonLines(lines.join('\n')), mutex).is).toBe('holds')
  })

  test('a release that was lost may have let another in', () => {
    const lost = [done('a', 'acquire', null), asks('a', 'release'), givesUp('a', 'release')].flat()
    expect(verdict(lost, done('b', 'acquire', null))).toBe('holds')
    expect(verdict(lost, done('b', 'acquire', null), done('c', 'acquire', null))).toBe('broken')
  })
})

describe('queue', () => {
  const verdict = check(queue)

  test('first in, first out', () => {
    const filled = [done('a', 'enqueue', 1), done('a', 'enqueue', 2)].flat()
    expect(verdict(filled, done('b', 'dequeue', 1), done('b', 'dequeue', 2), done('b', 'dequeue', null))).toBe('holds')
    expect(verdict(filled, done('b', 'dequeue', 2))).toBe('broken')
    expect(verdict(filled, done('b', 'dequeue', null))).toBe('broken')
  })

  test('a dequeue that was lost may have taken something', () => {
    const filled = [done('a', 'enqueue', 1), done('a', 'enqueue', 2)].flat()
    expect(verdict(filled, asks('c', 'dequeue'), done('b', 'dequeue', 2))).toBe('holds')
    expect(verdict(filled, done('b', 'dequeue', 2), asks('c', 'dequeue'))).toBe('broken')
  })
})

describe('what no model can read is refused by line and field', () => {
  test.each([
    [casRegister, told(done('a', 'get', 1)), 'line 1: f: expected read or write or cas for cas-register, got "get"'],
    [casRegister, told(done('a', 'cas', 3)), 'line 1: value: expected [expected, new] for cas, got 3'],
    [casRegister, told(done('a', 'cas', [1])), 'line 1: value: expected [expected, new] for cas, got [1]'],
    [keyValue, told(done('a', 'append', 3)), 'line 1: value: expected text for append, got 3'],
    [mutex, told(done('a', 'acquire', 1)), 'line 1: value: expected null for acquire, got 1'],
    [queue, told(done('a', 'enqueue', null)), 'line 1: value: expected something for enqueue, got null'],
    [
      casRegister,
      told(asks('a', 'write', 1), answers('a', 'write', 2)),
      'line 2: value: expected 1, as invoked, got 2',
    ],
  ])('%#', (model: Model, history, message) => {
    expect(() => linearizable(history, model)).toThrow(MalformedHistory)
    expect(() => linearizable(history, model)).toThrow(message)
  })

  const write = '{"process":1,"type":"invoke","f":"write"}'
  const dequeued = '{"process":1,"type":"invoke","f":"dequeue"}\n{"process":1,"type":"ok","f":"dequeue"}'
  test.each([
    [casRegister, write, 'line 1: value: expected something for write, got nothing'],
    [casRegister, write.replace('write', 'cas'), 'line 1: value: expected something for cas, got nothing'],
    [queue, dequeued, 'line 2: value: expected what dequeue found, got nothing'],
    [queue, `\n{"history":1,"initial":3}\n${dequeued}`, 'line 2: initial: expected a list for queue, got 3'],
    [mutex, '{"history":1,"initial":0}', 'line 1: initial: expected free or held for mutex, got 0'],
  ])('of %$, as a file may tell it', (model: Model, text, message) => {
    const history = readJsonLines(text)
    expect(() => linearizable(history, model)).toThrow(message)
    expect(() => sequential(history, model)).toThrow(message)
  })
})
