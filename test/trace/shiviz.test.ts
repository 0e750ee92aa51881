// Goal: our logs have clocks that ShiViz may believe, and clocks made by others are read. Method: a check of causality
// that knows nothing of how the clocks were made, shown clocks that lie, our own export, and real logs.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defaultPattern, readShiviz, whyNotCausal, writeShiviz } from '../../src/trace/shiviz.ts'
import { describeGroundTruth } from '../ground-truth.ts'
import { pingExperiments, recorded } from './recorded.ts'

test.each(pingExperiments.map((experiment, index) => [index, experiment] as const))(
  'what is exported of run %i is read by the default parser and causally valid',
  (_index, experiment) => {
    const { trace } = recorded({ ...experiment, forMs: 3_000 })
    const log = writeShiviz(trace.happenings)
    const events = readShiviz(log)
    expect(whyNotCausal(events)).toBeNull()
    expect(events.length).toBeGreaterThan(trace.happenings.filter(({ kind }) => kind === 'step').length - 1)
    expect(log.replaceAll(defaultPattern, '').trim()).toBe('')
  },
)

test('a node that hears another knows all that this one knew', () => {
  const { trace } = recorded({ ...pingExperiments[0]!, forMs: 20 })
  const [first] = readShiviz(writeShiviz(trace.happenings)).filter(({ event }) => event.includes('hears pong'))
  expect(first!.clock.size).toBeGreaterThanOrEqual(2)
})

describe('clocks are refused when', () => {
  const log = (...events: readonly [host: string, clock: string][]): string =>
    events.map(([host, clock]) => `${host} ${clock}\nsomething\n`).join('')

  test.each([
    ['an event is skipped', log(['a', '{"a":1}'], ['a', '{"a":3}']), 'line 3: a knows of a:2, which did not happen'],
    ['an event stands twice', log(['a', '{"a":1}'], ['a', '{"a":1}']), 'line 3: a:1 stood in line 1 already'],
    ['the future is known', log(['a', '{"a":1,"b":1}']), 'line 1: a knows of b:1, which did not happen'],
    [
      'the past is forgotten',
      log(['a', '{"a":1}'], ['b', '{"b":1,"a":1}'], ['b', '{"b":2}']),
      'line 5: b knows of b:1, but not of its past a:1',
    ],
    [
      'a message carries less than its sender knew',
      log(['a', '{"a":1}'], ['b', '{"b":1,"a":1}'], ['c', '{"c":1,"b":1}']),
      'line 5: c knows of b:1, but not of its past a:1',
    ],
  ])('%s', (_name, text, complaint) => {
    expect(whyNotCausal(readShiviz(text))).toBe(complaint)
  })

  test.each([
    ['the clock is no JSON', 'a {a:1}\nx\n', 'line 1: clock: expected JSON'],
    ['a count is no number', 'a {"a":"1"}\nx\n', 'line 1: clock.a: expected nat, got "1"'],
    [
      'the host does not count itself',
      '\n\na {"b":1}\nx\n',
      "line 3: clock.a: expected the host's own count, got nothing",
    ],
    ['there are none', 'hello\n', 'line 1: event: expected at least one event'],
  ])('%s', (_name, text, complaint) => {
    expect(() => readShiviz(text)).toThrow(complaint)
  })
})

describeGroundTruth('real logs with vector clocks', 'shiviz', folder => {
  const akka = /^.*\/user\/(?<host>\w+)\] (?<clock>\{.*?\}) (?<event>.*)$/gm
  test.each([
    ['chord.log', defaultPattern],
    ['reliable-broadcast.log', akka],
    ['simple-reliable-broadcast.log', akka],
  ])('%s is read, and causally valid', (name, pattern) => {
    const events = readShiviz(readFileSync(join(folder, name), 'utf8'), pattern)
    expect(events.length).toBeGreaterThan(20)
    expect(whyNotCausal(events)).toBeNull()
  })
})
