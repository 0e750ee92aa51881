// Transactions on lists: the cases that Elle was tested with, and agreement with the definition: try every order.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Isolation } from '../../src/checkers/list-append/anomaly.ts'
import { anomaliesOf, transactions } from '../../src/checkers/transactions.ts'
import { SeededRandom } from '../../src/core/random.ts'
import { MalformedHistory } from '../../src/trace/history-malformed.ts'
import { parseHistory } from '../../src/trace/history-text.ts'
import { describeGroundTruth } from '../ground-truth.ts'
import { isSerializable, randomTransactions, storedTransactions } from './random-transactions.ts'
import { toldTransactions } from './told-transactions.ts'

interface Case {
  readonly name: string
  readonly txns: readonly string[]
  readonly anomalies: readonly string[]
  readonly violates: readonly Isolation[]
  readonly ok_under?: readonly Isolation[]
}

const namesIn = (...lines: readonly string[]) =>
  anomaliesOf(toldTransactions(...lines)).anomalies.map(({ name }) => name)
const verdict = (isolation: Isolation, ...lines: readonly string[]) =>
  transactions(toldTransactions(...lines), { isolation }).is

describeGroundTruth('the cases of Elle', 'elle', path => {
  const { cases } = JSON.parse(readFileSync(join(path, 'list-append-cases.json'), 'utf8')) as { cases: readonly Case[] }
  test.each(cases)('$name', ({ txns, anomalies, violates, ok_under: allowed = [] }) => {
    const names: readonly string[] = namesIn(...txns)
    for (const told of anomalies) {
      const [name, times = 1] = /^(\S+)(?: x(\d+))?/.exec(told)!.slice(1)
      expect(names.filter(found => found === name).length, told).toBe(Number(times))
    }
    if (anomalies.length === 0) expect(verdict('strict-serializable', ...txns)).toBe('holds')
    for (const isolation of violates) expect(verdict(isolation, ...txns), isolation).toBe('broken')
    for (const isolation of allowed) expect(verdict(isolation, ...txns), isolation).toBe('holds')
  })
})

describe('agreement with trying every order of the transactions', () => {
  test.each(['serializable', 'strong-session-serializable', 'strict-serializable'] as const)('%s', isolation => {
    let held = 0
    for (let seed = 0; seed < 6000; seed++) {
      const history = randomTransactions(new SeededRandom(seed))
      const holds = isSerializable(history, isolation)
      if (holds) held++
      expect(transactions(history, { isolation }).is, `seed ${seed}`).toBe(holds ? 'holds' : 'broken')
    }
    expect(held).toBeGreaterThan(1000)
    expect(held).toBeLessThan(5000)
  })
})

describe('anomalies that single answers show', () => {
  test.each([
    ['internal', ['ok ax1rx']],
    ['internal', ['ok ax1', 'ok rx1rx']],
    ['internal', ['ok rx1ax1']],
    ['duplicate-elements', ['ok ax1', 'ok rx11']],
    ['incompatible-order', ['ok ax1', 'ok ax2', 'ok rx12', 'ok rx21']],
    ['incompatible-order', ['ok ax1ax2', 'ok rx21']],
    ['incompatible-order', ['ok ax1ax2', 'ok rx2']],
    ['G1a', ['fail ax1', 'ok rx1']],
    ['G1b', ['ok ax1ax2', 'ok rx1']],
    ['dirty-update', ['fail ax1', 'ok ax2', 'ok rx12']],
  ] as const)('%s: %j', (name, lines) => {
    expect(namesIn(...lines)).toContain(name)
    expect(verdict('serializable', ...lines)).toBe('broken')
  })
})

describe('cycles', () => {
  test('a lost update: two that read the same and both append', () => {
    const lost = ['ok rxax1', 'ok rxax2', 'ok rx12']
    expect(namesIn(...lost)).toEqual(['G-single-item'])
    expect(verdict('read-committed', ...lost)).toBe('holds')
    expect(verdict('snapshot-isolation', ...lost)).toBe('broken')
  })

  test('a lost update shows though nobody read what came of it', () => {
    expect(namesIn('ok rxax1', 'ok rxax2')).toEqual(['G2-item'])
  })

  test('a long fork: two see two appends in different orders', () => {
    const fork = ['ok ax1', 'ok ay1', 'ok rx1ry', 'ok rxry1']
    expect(namesIn(...fork)).toEqual(['G-nonadjacent-item'])
    expect(verdict('snapshot-isolation', ...fork)).toBe('broken')
  })

  test('write skew is fine for a snapshot', () => {
    expect(verdict('snapshot-isolation', 'ok rxryax1', 'ok rxryay1')).toBe('holds')
  })

  test('of unknown outcome, what was seen did happen', () => {
    expect(verdict('serializable', 'info ax1ay1', 'ok rx1ry')).toBe('broken')
    expect(verdict('serializable', 'info ax1ay1', 'ok rxry')).toBe('holds')
  })

  test('the evidence is the cycle, in its order, and says what each step rests on', () => {
    const history = toldTransactions('p0 ok ax1', 'p1 ok ax2', 'p2 ok rx1', 'p3 ok rx12')
    const [, second, third] = history.operations
    expect(transactions(history)).toMatchObject({
      is: 'broken',
      evidence: { anomalies: [{ name: 'G-single-item-realtime', transactions: [third, second] }] },
      explanation:
        'G-single-item-realtime: line 5 did not see the 2 that line 3 appended to "x"; line 3 had returned before line 5 began',
    })
  })
})

describe('nobody can say', () => {
  test('where an element came from that stands behind others', () => {
    const why = 'nobody is known to have appended 3 to "x"'
    expect(transactions(toldTransactions('ok ax1', 'ok rx13'))).toEqual({ is: 'unknown', why })
    expect(transactions(toldTransactions('ok ax1', 'ok rx31'))).toEqual({ is: 'holds' })
  })

  test('when there was no time to look, unless single answers tell', () => {
    const expired = () => true
    const skew = toldTransactions('ok rxay1', 'ok ryax1')
    expect(transactions(skew, { expired }).is).toBe('unknown')
    expect(transactions(toldTransactions('fail ax1', 'ok rx1'), { expired }).is).toBe('broken')
  })
})

describe('what is no history of transactions is refused by line and field', () => {
  const asked = (value: unknown, f = 'txn') => ({ process: 0, type: 'invoke', f, value })
  test.each([
    [[asked(1, 'read')], 'line 1: f: expected txn for list-append, got "read"'],
    [[asked(3)], 'line 1: value: expected a list, got 3'],
    [[asked([3])], 'line 1: value[0]: expected a list, got 3'],
    [
      [asked([['w', 'x', 1]])],
      'line 1: value[0]: expected ["append", key, element] or ["r", key, elements], got ["w","x",1]',
    ],
    [[asked([['append', null, 1]])], 'line 1: key: expected a whole number or text, got null'],
    [[asked([['append', 'x', null]])], 'line 1: value[0]: expected a number or text as element, got null'],
    [
      [
        asked([
          ['append', 'x', 1],
          ['append', 'x', 1],
        ]),
      ],
      'line 1: value[1]: expected an element that is appended once, got 1',
    ],
    [[asked([['r', 'x', null]]), { ...asked([]), type: 'ok' }], 'line 2: value: expected 1 steps, as invoked, got 0'],
    [[asked([['r', 'x', null]]), { ...asked(null), type: 'ok' }], 'line 2: value: expected a list, got null'],
    [
      [asked([['r', 'x', null]]), { ...asked([['r', 'y', [1]]]), type: 'ok' }],
      'line 2: value[0]: expected ["r","x",null], as invoked, got ["r","y",[1]]',
    ],
  ])('%#', (events, message) => {
    const history = parseHistory(events.map(event => JSON.stringify(event)).join('\n'))
    expect(() => transactions(history)).toThrow(MalformedHistory)
    expect(() => transactions(history)).toThrow(message)
  })
})

test('tens of thousands of transactions are judged in seconds', { timeout: 10_000 }, () => {
  const history = storedTransactions(new SeededRandom(1), { transactions: 20_000, keys: 5, clients: 30 })
  expect(transactions(history)).toEqual({ is: 'holds' })
})
