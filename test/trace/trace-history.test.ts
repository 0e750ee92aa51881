// Goal: what clients wanted and learned becomes a history that checkers and Jepsen read. Method: happenings by hand.

import { expect, test } from 'vitest'
import { linearizable } from '../../src/checkers/linearizable.ts'
import { casRegister } from '../../src/checkers/models.ts'
import type { Outcome } from '../../src/core/outcome.ts'
import type { Happening, Operation } from '../../src/trace/happening.ts'
import { formatHistory, parseHistory } from '../../src/trace/history-text.ts'
import { historyOf, withNumberedProcesses } from '../../src/trace/trace-history.ts'

const begun = (client: string, operation: Operation): Happening =>
  ({ kind: 'begun', client, operation, index: 0, atMs: 0, cause: null }) as Happening
const ended = (client: string, operation: Operation, outcome: Outcome): Happening =>
  ({ kind: 'ended', client, operation, outcome, index: 0, atMs: 0, cause: null }) as Happening

const write: Operation = { f: 'write', key: 'x', value: 1 }
const read: Operation = { f: 'read', key: 'x', value: null }
const cas: Operation = { f: 'cas', key: 'x', value: [1, 2] }
const happenings = [
  begun('c1', write),
  begun('c2', read),
  ended('c1', write, { is: 'answered', answer: { version: 4 } }),
  ended('c2', read, { is: 'answered', answer: 3 }),
  begun('c1', cas),
  ended('c1', cas, { is: 'answered', answer: false }),
  begun('c2', write),
  ended('c2', write, { is: 'refused', reason: 'no leader' }),
  begun('c3', write),
  ended('c3', write, { is: 'unknown', reason: 'no answer in time' }),
]

test('answered is ok, with what was written or read; refused is fail, unknown is info; a refused cas says so', () => {
  expect(historyOf(happenings, 'cas-register').operations).toMatchObject([
    { process: 'c1', f: 'write', key: 'x', value: 1, ending: { is: 'ok', value: 1 } },
    { process: 'c2', f: 'read', value: null, ending: { is: 'ok', value: 3 } },
    { process: 'c1', f: 'cas', value: [1, 2], ending: { is: 'ok', result: false } },
    { process: 'c2', f: 'write', ending: { is: 'fail' } },
    { process: 'c3', f: 'write', ending: { is: 'unknown' } },
  ])
})

test.each(['jepsen', 'json-lines'] as const)(
  'as %s it is read again, with the numbers that Jepsen gives to processes, and judged',
  format => {
    const text = formatHistory(withNumberedProcesses(historyOf(happenings, 'cas-register')), format)
    const history = parseHistory(text)
    expect(history.operations.map(({ f, key }) => [f, key])).toEqual(
      historyOf(happenings).operations.map(({ f, key }) => [f, key]),
    )
    expect(history.operations.map(({ process }) => process)).toEqual([0, 1, 0, 1, 2])
    expect(linearizable(history, casRegister).is).toBe('broken')
  },
)
