// Histories as text: what is read, what is written back, and what is refused.

import { describe, expect, test } from 'vitest'
import { eventsOf, type History, type HistoryEvent, historyEventsMax, historyFrom } from '../../src/trace/history.ts'
import { valueTextLengthMax } from '../../src/trace/history-fields.ts'
import { historyLineLengthMax } from '../../src/trace/history-json-lines.ts'
import { MalformedHistory } from '../../src/trace/history-malformed.ts'
import { formatHistory, parseHistory } from '../../src/trace/history-text.ts'

const header = '{"history":1,"model":"cas-register","initial":0}'
const lines = (...events: readonly string[]) => [header, ...events].join('\n')
const deep = '['.repeat(100_000) + ']'.repeat(100_000)
const invoked = '{"process":3,"type":"invoke","f":"cas","value":[0,2]}'

describe('JSON Lines', () => {
  test('an operation is its invocation and its completion, each with its line', () => {
    const text = lines(invoked, '', '{"process":3,"type":"ok","f":"cas","value":[0,2],"result":false}')
    expect(parseHistory(text)).toEqual({
      line: 1,
      model: 'cas-register',
      initial: 0,
      operations: [
        {
          process: 3,
          f: 'cas',
          key: null,
          value: [0, 2],
          invoked: { position: 0, line: 2 },
          ending: { is: 'ok', at: { position: 1, line: 4 }, value: [0, 2], result: false },
        },
      ],
    })
  })

  test('info and silence both leave an operation of unknown outcome', () => {
    const text = lines(invoked, '{"process":3,"type":"info","f":"cas","value":null}', invoked)
    const endings = parseHistory(text).operations.map(({ ending }) => ending)
    expect(endings).toEqual([
      { is: 'unknown', at: { position: 1, line: 3 } },
      { is: 'unknown', at: null },
    ])
  })

  test('the header may be left out', () => {
    expect(parseHistory(invoked)).toMatchObject({ model: null, operations: [{ f: 'cas' }] })
  })

  test('lines may end as on Windows, and a byte order mark may stand before all', () => {
    expect(parseHistory(`\ufeff${header}\r\n${invoked}\r\n`)).toEqual(parseHistory(lines(invoked)))
  })

  test('a name within a value is no field of the event', () => {
    const value = '["process", "\\"process\\":1", "type"]'
    expect(parseHistory(invoked.replace('[0,2]', value)).operations[0]!.value).toEqual(JSON.parse(value))
  })

  test('fields that say more than a history needs do no harm', () => {
    expect(parseHistory(lines(invoked.replace('}', ',"time":17,"node":"n1"}'))).operations).toHaveLength(1)
  })
})

describe('what is malformed is refused by line and field', () => {
  const completed = '{"process":3,"type":"ok","f":"cas","value":[0,2]}'
  test.each([
    ['{"process":3,', 'line 2: event: expected a JSON object, got "{\\"process\\":3,"'],
    ['[1,2]', 'line 2: event: expected a JSON object, got [1,2]'],
    ['{"type":"invoke","f":"read"}', 'line 2: process: expected a whole number or text, got nothing'],
    ['{"process":1.5,"type":"invoke","f":"read"}', 'line 2: process: expected a whole number or text, got 1.5'],
    ['{"process":1,"f":"read"}', 'line 2: type: expected invoke, ok, fail, info, got nothing'],
    ['{"process":1,"type":"done","f":"read"}', 'line 2: type: expected invoke, ok, fail, info, got "done"'],
    ['{"process":1,"type":"invoke"}', 'line 2: f: expected text, got nothing'],
    ['{"process":1,"type":"invoke","f":"read","key":[1]}', 'line 2: key: expected a whole number or text, got [1]'],
    [
      '{"process":1,"type":"invoke","f":"write","value":{"a":1}}',
      'line 2: value: expected null, true, false, a number, text or a list, got {"a":1}',
    ],
    [
      '{"process":1,"type":"invoke","f":"write","value":1e999}',
      'line 2: value: expected a finite number, got "Infinity"',
    ],
    [
      `{"process":1,"type":"invoke","f":"write","value":${'['.repeat(10)}${']'.repeat(10)}}`,
      'line 2: value: expected at most 8 lists in one another',
    ],
    [completed, 'line 2: process: expected an invocation by process 3 before its ok'],
    [`${invoked}\n${invoked}`, 'line 3: process: expected process 3 to be idle: its cas of line 2 has not completed'],
    [`${invoked}\n${completed.replace('cas', 'read')}`, 'line 3: f: expected cas, as invoked, got "read"'],
    [`${invoked}\n${completed.replace('}', ',"key":"x"}')}`, 'line 3: key: expected none, as invoked, got "x"'],
    [`${invoked}\n${completed.replace('}', ',"result":1}')}`, 'line 3: result: expected true or false, got 1'],
    [invoked.replace('}', ',"process":4}'), 'line 2: process: expected it once in the event'],
    [
      '{"process":1,"type":"invoke","f":"write","value":NaN}',
      'line 2: event: expected a JSON object, got "{\\"process\\":1,\\"type',
    ],
    [
      '{"process":1,"type":"invoke","f":"write","value":9007199254740993}',
      'line 2: value: expected at most 9007199254740991 either way, got 9007199254740992',
    ],
    ['{"process":1,"type":"info","f":"write"}', 'line 2: process: expected an invocation by process 1 before its info'],
    [header, 'line 2: process: expected a whole number or text, got nothing'],
    ['\u0000\u0001\ufffd', 'line 2: event: expected a JSON object, got "\\u0000\\u0001\ufffd"'],
    [`{"process":${deep},"type":"invoke"}`, 'line 2: process: expected a whole number or text, got something too deep'],
    [
      `{"process":1,"type":"invoke","f":"write","value":"${'x'.repeat(valueTextLengthMax + 1)}"}`,
      `line 2: value: expected at most ${valueTextLengthMax} characters, got ${valueTextLengthMax + 1}`,
    ],
  ])('%s', (event, message) => {
    expect(() => parseHistory(lines(event))).toThrow(MalformedHistory)
    expect(() => parseHistory(lines(event))).toThrow(message)
  })

  test.each([
    ['{"history":2,"model":"mutex"}', 'line 1: history: expected 1, the version of the format, got 2'],
    ['{"history":1,"model":7}', 'line 1: model: expected text, got 7'],
    ['', 'line 1: history: expected a header or an event, got nothing'],
    [' \n\n', 'line 1: history: expected a header or an event, got nothing'],
    ['{}', 'line 1: history: expected 1, the version of the format, got nothing'],
  ])('a header of %s', (text, message) => {
    expect(() => parseHistory(text)).toThrow(message)
  })

  test('a line is as long as its longest value may be, and no longer', () => {
    const writing = (text: string) => lines(`{"process":1,"type":"invoke","f":"write","value":"${text}"}`)
    const longest = '\\u0041'.repeat(valueTextLengthMax)
    expect(parseHistory(writing(longest)).operations[0]!.value).toHaveLength(valueTextLengthMax)
    expect(() => parseHistory(writing('x'.repeat(historyLineLengthMax)))).toThrow(
      `line 2: event: expected at most ${historyLineLengthMax} characters, got `,
    )
  })

  test('the error knows its line and field apart from its words', () => {
    const thrown = () => parseHistory(lines(completed))
    expect(thrown).toThrow(expect.objectContaining({ name: 'MalformedHistory', line: 2, field: 'process' }))
  })

  test('a history that is too long', () => {
    const event: HistoryEvent = { process: 1, type: 'invoke', f: 'read', value: null }
    const events = new Array<HistoryEvent>(historyEventsMax + 1).fill(event)
    expect(() => historyFrom(events, { model: null })).toThrow('history: expected at most 1000000 events')
  })
})

describe('written back', () => {
  const events: readonly HistoryEvent[] = [
    { process: 'a', type: 'invoke', f: 'write', key: 'x', value: 'text with "quotes" and 群れ' },
    { process: 2, type: 'invoke', f: 'cas', key: 'x', value: [null, 2] },
    { process: 'a', type: 'ok', f: 'write', key: 'x', value: 'text with "quotes" and 群れ' },
    { process: 2, type: 'info', f: 'cas', key: 'x', value: [null, 2] },
    { process: 2, type: 'invoke', f: 'read', key: 'y', value: null },
    { process: 3, type: 'invoke', f: 'write', key: 'y', value: -1.5 },
    { process: 3, type: 'fail', f: 'write', key: 'y', value: -1.5 },
  ]
  const history = historyFrom(events, { model: 'cas-register', initial: null })

  test('a history has the events that it was made from', () => {
    expect(eventsOf(history)).toEqual(events)
  })

  test.each(['json-lines', 'jepsen'] as const)('as %s and read again it is the same', format => {
    const again: History = parseHistory(formatHistory(history, format))
    expect(eventsOf(again)).toEqual(events)
  })
})
