// Histories as Jepsen writes them.

import { describe, expect, test } from 'vitest'
import { eventsOf, historyFrom } from '../../src/trace/history.ts'
import { valueTextLengthMax } from '../../src/trace/history-fields.ts'
import { MalformedHistory } from '../../src/trace/history-malformed.ts'
import { formatHistory, parseHistory } from '../../src/trace/history-text.ts'

const read = [
  { process: 0, type: 'invoke', f: 'read', value: null },
  { process: 0, type: 'ok', f: 'read', value: 3 },
]

describe('read', () => {
  test.each([
    ['one map a line', '{:process 0, :type :invoke, :f :read, :value nil}\n{:process 0 :type :ok :f :read :value 3}'],
    ['a vector', '[{:process 0 :type :invoke :f :read :value nil}\n {:process 0 :type :ok :f :read :value 3}]'],
    [
      'records with more fields than a history needs',
      '#jepsen.history.Op{:index 0, :time 17N, :type :invoke, :process 0, :f :read, :value nil, :error [:a "b\\n" \\c]}\n' +
        '#jepsen.history.Op{:index 1, :time 2.5M, :type :ok, :process 0, :f :read, :value 3}',
    ],
    [
      'a list, with what is said about its forms, and forms hidden at its end',
      '^{:made "by hand"} ({:process 0 :type #_ :ok :invoke :f :read} {:process 0 :type :ok :f :read :value 3} #_ #_ 1 2)',
    ],
    [
      'maps with nested maps, sets, times and infinities that a history does not need',
      '{,:process 0, :type :invoke, :f :read, :time #inst "2020-01-01", :debug {:seen #{1 2}, :by {:node "n1"}}}\n' +
        '{:process 0, :type :ok, :f :read, :value 3, :latency ##Inf}',
    ],
    [
      'comments and what is commented out',
      '; a run\n{:process 0 :type :invoke :f :read :value nil #_ :was #_ 9}\n{:process 0 :type :ok :f :read :value 3}',
    ],
    [
      'between the deeds of the nemesis',
      '{:process :nemesis :type :info :f :start :value {:cut #{"n1" "n2"}}}\n' +
        '{:process 0 :type :invoke :f :read :value nil}\n' +
        '{:process :nemesis :type :info :f :start :value :done}\n' +
        '{:process 0 :type :ok :f :read :value 3}',
    ],
  ])('%s', (_, text) => {
    expect(eventsOf(parseHistory(text))).toEqual(read)
  })

  test('millions of comments, and of escapes, are a long way and no deep one', () => {
    const count = 3_000_000
    expect(parseHistory('; nothing\n'.repeat(count)).operations).toEqual([])
    const long = `{:process 0 :type :invoke :f :write :value "${'\\n'.repeat(count)}"}`
    expect(() => parseHistory(`${';\n'.repeat(count)}${long}`)).toThrow(
      `line ${count + 1}: value: expected at most ${valueTextLengthMax} characters, got ${count}`,
    )
  })

  test('the lines of the maps, also in one vector', () => {
    const [operation] = parseHistory(
      '[\n{:process 0 :type :invoke\n :f :read}\n{:process 0 :type :ok :f :read :value 3}]',
    ).operations
    expect(operation).toMatchObject({ invoked: { position: 0, line: 2 }, ending: { at: { position: 1, line: 4 } } })
  })

  test('independent keys from the values, where every event has one', () => {
    const text =
      '{:process 0 :type :invoke :f :read :value [7 nil]}\n{:process 0 :type :ok :f :read :value [7 3]}\n' +
      '{:process 0 :type :invoke :f :cas :value [7 [3 4]]}'
    expect(eventsOf(parseHistory(text))).toEqual([
      ...read.map(event => ({ ...event, key: 7 })),
      { process: 0, type: 'invoke', f: 'cas', key: 7, value: [3, 4] },
    ])
  })

  test('independent keys from tagged entries', () => {
    const text = '{:process 0 :type :invoke :f :write :value #jepsen.independent.MapEntry [7 "\\u00e9"]}'
    expect(eventsOf(parseHistory(text))).toEqual([{ process: 0, type: 'invoke', f: 'write', key: 7, value: 'é' }])
  })

  test('a character as its text', () => {
    const text = '[{:process 0 :type :invoke :f :write :value [\\a \\u00e9 \\space]}]'
    expect(parseHistory(text).operations[0]!.value).toEqual(['a', 'é', ' '])
  })

  test('a cas without keys as what it expects and what it sets', () => {
    const text = '{:process 0 :type :invoke :f :cas :value [3 4]}'
    expect(eventsOf(parseHistory(text))).toEqual([{ process: 0, type: 'invoke', f: 'cas', value: [3, 4] }])
  })
})

describe('refused by line and field', () => {
  test.each([
    ['[{:process 0', 'line 1: event: expected }, got "the end"'],
    ['\n{:process 0 :type :invoke :f}', 'line 2: event: expected a value for every key of the map'],
    ['{:process 0 :type :begin :f :read}', 'line 1: type: expected invoke, ok, fail, info, got "begin"'],
    ['{:process 0 :type :ok :f :read :value 3}', 'line 1: process: expected an invocation by process 0 before its ok'],
    ['{:process 0 :type :invoke :f :write :value {:a 1}}', 'line 1: value: expected null, true, false, a number'],
    ['[1]', 'line 1: event: expected a map, got 1'],
    ['[{:process 0 :type :invoke :f :write :value "a}]', 'line 1: event: expected a closing quote'],
    ['[}', 'line 1: event: expected a form, got "}"'],
    ['{:process 0 :process 1}', 'line 1: process: expected it once in the map'],
    ['{:process 0 :type :invoke :f :write :value ##NaN}', 'line 1: value: expected a finite number, got "NaN"'],
    ['{:process 0 :type :invoke :f :write :value 1/2}', 'line 1: event: expected a number, got "1/2"'],
    ['{:process 0 :type :invoke :f :write :value #{{} {}}}', 'line 1: value: expected null, true, false, a number'],
    ['#_'.repeat(100_000), 'line 1: event: expected at most 32 forms in one another'],
    ['{:process 0 :type :invoke :f :read}}', 'line 1: event: expected a form, got "}"'],
    [`${'['.repeat(100)}`, 'line 1: event: expected at most 32 forms in one another'],
  ])('%s', (text, message) => {
    expect(() => parseHistory(text)).toThrow(MalformedHistory)
    expect(() => parseHistory(text)).toThrow(message)
  })
})

test('a cas that was refused is written as failed, as Jepsen would', () => {
  const event = { process: 0, f: 'cas', value: [1, 2] } as const
  const events = [
    { ...event, type: 'invoke' },
    { ...event, type: 'ok', result: false },
  ] as const
  const text = formatHistory(historyFrom(events, { model: null }), 'jepsen')
  expect(text).toBe(
    '{:process 0, :type :invoke, :f :cas, :value [1 2]}\n{:process 0, :type :fail, :f :cas, :value [1 2]}\n',
  )
})
