// Goal: a trace from a file is the run that it records, with the same verdicts; a bad file is refused by line and field.
// An `eventually` rule is left out: it asks what time it is at the end, and a file ends with its last happening.

import { describe, expect, test } from 'vitest'
import { run } from '../../src/lab/experiment.ts'
import { headerOf } from '../../src/lab/header.ts'
import { type Lab, weatherOf } from '../../src/lab/lab.ts'
import { RecordedRun, readRun } from '../../src/lab/recorded-run.ts'
import { SimulatedRun } from '../../src/lab/simulated-run.ts'
import { Workbench } from '../../src/lab/workbench.ts'
import ping from '../../src/protocols/ping/lab.ts'
import type { Happening } from '../../src/trace/happening.ts'
import { writeTrace } from '../../src/trace/trace-text.ts'
import { housedLabs } from '../protocols/labs.ts'
import { recorded as recordedAs } from '../trace/recorded.ts'

const forMs = 3_000

function recorded(lab: Lab, chosen: { readonly mutant?: string; readonly scenario?: string } = {}) {
  const happenings: Happening[] = []
  const experiment = { lab, seed: 3, forMs, nodes: 4, storm: weatherOf(lab), ...chosen }
  const report = run({ ...experiment, listen: happening => void happenings.push(happening) })
  return { report, text: writeTrace({ header: headerOf(experiment), happenings }), happenings }
}

const labNamed = async (name: string) => housedLabs.find(({ lab }) => lab.name === name)?.lab ?? null

describe.each(housedLabs)('$folder', ({ lab }) => {
  test.each([false, true])(
    'every node and message is at every moment as it was when it ran, in a storm: %s',
    isStormy => {
      const experiment = { lab, seed: 2, forMs: 2_500, storm: isStormy ? weatherOf(lab) : null }
      const { trace } = recordedAs(experiment)
      const run = new RecordedRun(lab, trace)
      const live = new SimulatedRun(experiment)
      live.forwardTo(2_500)
      expect(run.tape.length).toBe(live.tape.length)
      for (let step = 0; step <= 20; step++) {
        const position = Math.floor((run.tape.length * step) / 20)
        for (const peer of run.tape.membersAt(position).slice(0, 5))
          expect(run.tape.actor(peer, position).node).toEqual(live.tape.actor(peer, position).node)
        expect(run.tape.onTheWay(position)).toEqual(live.tape.onTheWay(position))
      }
    },
  )

  test('a recording has the verdicts of the run, also of one that a mistake breaks', async () => {
    for (const mutant of [undefined, ...lab.mutants.slice(0, 3).map(({ name }) => name)]) {
      const { report, text } = recorded(lab, mutant === undefined ? {} : { mutant })
      const { standings, tape } = await readRun(text, labNamed)
      const expected = report.rules.filter(({ kind }) => kind !== 'eventually')
      expect(standings.at(tape.length).filter(({ kind }) => kind !== 'eventually')).toEqual(expected)
    }
  })
})

describe('a closed run', () => {
  test('can be looked at anywhere, and goes no further', async () => {
    const { text, happenings } = recorded(ping)
    const bench = new Workbench(await readRun(text, labNamed))
    expect([bench.position, bench.tape.length]).toEqual([0, happenings.length])
    bench.goTo(happenings.length)
    expect(bench.step()).toBe(false)
    expect(bench.pending()).toEqual([])
    expect(bench.act({ kind: 'fault', fault: { type: 'heal' } })).toBe(false)
    expect(bench.branches.length).toBe(1)
  })
})

describe('a bad file is refused by line and field', () => {
  const { text } = recorded(ping)
  const lines = text.split('\n')
  const changed = (line: number, change: (source: string) => string) =>
    lines.map((source, place) => (place === line - 1 ? change(source) : source)).join('\n')

  test.each([
    ['nothing', '', 'line 1: trace: expected a header'],
    ['no JSON', 'hello', 'line 1: line: expected JSON'],
    ['markup', '<img src=x>', 'line 1: line: expected JSON'],
    ['another lab', changed(1, source => source.replace('"ping"', '"pang"')), 'line 1: protocol: no such lab: pang'],
    ['no such option', changed(1, source => source.replace('"options":{}', '"options":{"a":1}')), 'line 1: options.a'],
    ['no such mutant', changed(1, source => source.replace('"mutant":null', '"mutant":"x"')), 'line 1: mutant'],
    ['a torn line', changed(5, source => source.slice(0, 20)), 'line 5: line: expected JSON'],
    ['a step left out', lines.filter((_, place) => place !== 4).join('\n'), 'line 5: index'],
    ['a strange kind', changed(3, source => source.replace('"kind":"step"', '"kind":"leap"')), 'line 3: kind'],
    [
      'a node that says what it would not',
      changed(2, source => source.replace(/"delayMs":\d+/, '"delayMs":77')),
      'line 2: effects: expected',
    ],
  ])('%s', async (_, bad, problem) => {
    await expect(readRun(bad, labNamed)).rejects.toThrow(problem)
  })
})
