// Goal: a trace is read as it was written, and a damaged one is refused by line and field.
// Method: real runs, written, read and written again; single lines of a real trace, changed by hand.

import { describe, expect, test } from 'vitest'
import { RunningDigest } from '../../src/core/digest.ts'
import { fault } from '../../src/faults/fault.ts'
import type { Experiment } from '../../src/lab/experiment.ts'
import { weatherOf } from '../../src/lab/lab.ts'
import { protocolOf } from '../../src/lab/recording.ts'
import { vocabulary } from '../../src/protocols/ping/vocabulary.ts'
import { Replayer } from '../../src/trace/replay.ts'
import { lineLengthMax, readHeader, readTrace, writeTrace } from '../../src/trace/trace-text.ts'
import { housedLabs } from '../protocols/labs.ts'
import { inStorm } from '../protocols/survey.ts'
import { pingExperiments, type Recorded, recorded } from './recorded.ts'

function mustSurvive({ trace, report, experiment }: Recorded): void {
  const written = writeTrace(trace)
  const { vocabulary } = experiment.lab.protocol({})
  const read = readTrace(written, vocabulary)
  const digest = new RunningDigest()
  for (const happening of read.happenings) digest.add(happening)
  expect(digest.value).toBe(report.digest)
  expect(read.header).toEqual(trace.header)
  expect(writeTrace(read)).toBe(written)
  const replayer = new Replayer(protocolOf(read.header, experiment.lab), read.header)
  for (const happening of read.happenings) expect(replayer.hear(happening)).toBeNull()
}

test.each(pingExperiments.map((experiment, index) => [index, experiment] as const))(
  'a run of ping is the same after it was written and read, and its nodes do it again: %i',
  (_index, experiment) => mustSurvive(recorded(experiment)),
)

/** A cluster of thousands writes no other words than a small one. */
const smallNodesMax = 20
/** Ten seconds of five busy servers are ten thousand lines, and the machine may have other things to do. */
const longRunMs = 60_000

for (const { folder, lab } of housedLabs) {
  const small = lab.scenarios.filter(({ nodes }) => nodes <= smallNodesMax)
  const weather = weatherOf(lab)
  const experiments = small.map(({ name }): Experiment => ({ lab, seed: 1, scenario: name }))
  if (weather !== null && small[0] === lab.scenarios[0]) experiments.push(inStorm(lab, weather, 1))
  test.each(experiments.map((experiment, index) => [experiment.scenario ?? 'in a storm', index] as const))(
    `a run of ${folder} is the same after it was written and read, and its nodes do it again: %s`,
    { timeout: longRunMs },
    (_scenario, index) => mustSurvive(recorded(experiments[index]!)),
  )
}

describe('a trace from outside', () => {
  const honest = writeTrace(recorded({ lab: pingExperiments[0]!.lab, seed: 1, forMs: 20 }).trace)
  const lines = honest.split('\n')
  const hearing = lines.findIndex(line => line.includes('"kind":"message"'))

  /** The trace with one piece of one line replaced. */
  function damaged(line: number, piece: string | RegExp, by: string): string {
    const other = lines[line]!.replace(piece, by)
    expect(other).not.toBe(lines[line])
    return lines.with(line, other).join('\n')
  }

  test('is read whole when it is honest', () => {
    expect(readTrace(honest, vocabulary).happenings).toHaveLength(lines.length - 2)
    expect(readHeader(honest).protocol).toBe('ping')
  })

  test.each([
    [
      'a serial that is text',
      hearing,
      /"serial":1/,
      '"serial":"x"',
      'input.message.ping.serial: expected nat, got "x"',
    ],
    ['a message nobody says', hearing, /"type":"ping"/, '"type":"pang"', 'input.message.type: expected ping or pong'],
    ['a surplus field', hearing, /"kind":"step"/, '"kind":"step","mood":1', 'mood: no such field'],
    ['a missing field', hearing, /"cause":\d+,/, '', 'cause: expected a value, got nothing'],
    ['a cause in the future', hearing, /"cause":\d+/, '"cause":99', 'cause: expected an earlier happening, got 99'],
    ['an index that jumps', hearing, /"index":\d+/, '"index":77', `index: expected ${hearing - 1}, got 77`],
    ['a negative time', hearing, /"atMs":[\d.]+/, '"atMs":-1', 'atMs: expected milliseconds, got -1'],
    ['an unknown kind', hearing, /"kind":"step"/, '"kind":"dance"', 'kind: expected step or synced or fault'],
    ['an unknown input', hearing, /"kind":"message"/, '"kind":"rumour"', 'input.kind: expected start or message'],
    ['a line that is no JSON', hearing, '{', '[', 'line: expected JSON'],
    ['a line that is no record', hearing, /.*/, '3', 'kind: expected step or synced'],
    ['an old format', 0, '"trace":1', '"trace":0', 'trace: expected 1 to 1, got 0'],
    ['a node without a name', 0, '"n2"', '""', 'nodes.1: expected peer, got ""'],
    ['options that are no record', 0, '"options":{}', '"options":[]', 'options: expected record, got list of 0'],
    [
      'a fault that is none',
      0,
      '"faults":[]',
      '"faults":[{"atMs":1,"fault":{"type":"rain"}}]',
      'faults.0.fault.type: expected partition',
    ],
    ['half a storm', 0, '"storm":null', '"storm":{"everyMs":[9,1]}', 'storm.everyMs: expected a low and a high end'],
  ])('is refused with %s', (_name, line, piece, by, complaint) => {
    const read = () => readTrace(damaged(line, piece, by), vocabulary)
    expect(read).toThrow(`line ${line + 1}: ${complaint}`)
    expect(read).toThrow(
      expect.objectContaining({ name: 'MalformedTrace', line: line + 1, field: complaint.split(': ')[0] }),
    )
  })

  test('is refused when it is empty, or a line has no end', () => {
    expect(() => readTrace('', vocabulary)).toThrow('line 1: trace: expected a header, got nothing')
    expect(() => readTrace(' '.repeat(lineLengthMax + 1), vocabulary)).toThrow(
      `line 1: line: expected at most ${lineLengthMax} characters`,
    )
  })

  test('may lie where a liar speaks, and only there', () => {
    const lied = JSON.stringify({
      kind: 'fault',
      fault: fault.check({ type: 'betray', node: 'n1', lies: [] }, 'fault'),
      index: 0,
      atMs: 0,
      cause: null,
    })
    const saying = (from: string): string =>
      JSON.stringify({
        kind: 'lost',
        from,
        to: 'n3',
        message: { type: 'nonsense' },
        why: 'loss',
        index: 1,
        atMs: 0,
        cause: null,
      })
    expect(readTrace([lines[0], lied, saying('n1')].join('\n'), vocabulary).happenings).toHaveLength(2)
    expect(() => readTrace([lines[0], lied, saying('n2')].join('\n'), vocabulary)).toThrow('line 3: message.type')
  })
})
