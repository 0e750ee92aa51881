// Goal: a link restores a moment exactly, and a bad one is refused by name. Method: runs that were steered by hand are
// linked, and opened cold.

import { describe, expect, test } from 'vitest'
import { digest } from '../../src/core/digest.ts'
import { peerId } from '../../src/core/ids.ts'
import type { Experiment } from '../../src/lab/experiment.ts'
import { benchAt, linkLengthMax, readLink, stepMax, writeLink } from '../../src/lab/link.ts'
import { SimulatedRun } from '../../src/lab/simulated-run.ts'
import { Workbench } from '../../src/lab/workbench.ts'
import ping from '../../src/protocols/ping/lab.ts'
import raft from '../../src/protocols/raft/lab.ts'

const pastOf = (bench: Workbench) => digest(bench.tape.happenings.slice(0, bench.position))
const experiment: Experiment = { lab: raft, seed: 7, scenario: 'split-vote' }
const chosen = { protocol: 'raft', scenario: 'split-vote', seed: '7' }

function reopened(bench: Workbench): Workbench {
  const link = readLink(writeLink(bench.run as SimulatedRun, bench.position))
  expect(link.chosen).toEqual(chosen)
  return benchAt(experiment, link)
}

describe('a link opened cold', () => {
  test('restores the step with the same digest', () => {
    const bench = new Workbench(new SimulatedRun(experiment))
    bench.stepToDecision()
    for (let step = 0; step < 25; step++) bench.step()
    const again = reopened(bench)
    expect(again.position).toBe(bench.position)
    expect(pastOf(again)).toBe(pastOf(bench))
  })

  test('restores what was done by hand in a branch of the past: faults, messages and questions', () => {
    const bench = new Workbench(new SimulatedRun(experiment))
    bench.stepToDecision()
    bench.goTo(bench.position - 3)
    const message = bench.pending().find(({ kind }) => kind === 'message')!
    expect(bench.act({ kind: 'meddle', pending: message.id, verb: 'drop' })).toBe(true)
    bench.step()
    expect(bench.act({ kind: 'fault', fault: { type: 'crash', node: peerId('n2'), disk: 'synced' } })).toBe(true)
    for (let step = 0; step < 40; step++) bench.step()
    bench.goTo(bench.position - 11)
    const again = reopened(bench)
    expect(pastOf(again)).toBe(pastOf(bench))
    expect(again.tape.happenings.some(({ kind }) => kind === 'meddled')).toBe(true)
  })

  test('goes on as the run would have gone on', () => {
    const bench = new Workbench(new SimulatedRun(experiment))
    bench.stepToDecision()
    const again = reopened(bench)
    for (let step = 0; step < 100; step++) {
      bench.step()
      again.step()
    }
    expect(pastOf(again)).toBe(pastOf(bench))
  })
})

test('a link says all that was chosen, and nothing that was not', () => {
  const all = { lab: ping, seed: 9, scenario: 'one-way', nodes: 5, mutant: 'neverSuspects', options: { everyMs: 300 } }
  expect(readLink(writeLink(new SimulatedRun(all), 4))).toEqual({
    chosen: {
      protocol: 'ping',
      seed: '9',
      scenario: 'one-way',
      nodes: '5',
      mutant: 'neverSuspects',
      options: '{"everyMs":300}',
    },
    edits: [],
    step: 4,
  })
  expect(writeLink(new SimulatedRun({ lab: ping, seed: 1 }), 0)).toBe('v=1&protocol=ping&seed=1&step=0')
})

describe('a bad link is refused by the name of its field', () => {
  test.each([
    ['', 'link.: no such field'],
    ['protocol=raft&step=1', 'link.v: expected 1'],
    ['v=2&protocol=raft&step=1', 'link.v: expected 1'],
    ['v=1&protocol=raft', 'link.step: expected a whole number'],
    ['v=1&step=-1', 'link.step: expected a whole number'],
    [`v=1&step=${stepMax + 1}`, 'link.step: expected a whole number'],
    ['v=1&step=1&step=2', 'link.step: expected once'],
    ['v=1&step=1&<img src=x>', 'link.<img src: no such field'],
    ['v=1&step=1&seed=%', 'link.seed: expected text'],
    ['v=1&step=1&edits={', 'link.edits: expected JSON'],
    ['v=1&step=1&edits={"$map":7}', 'link.edits.$map: expected a list'],
    [`v=1&step=1&seed=${'1'.repeat(linkLengthMax)}`, 'link: expected at most'],
  ])('%.60s', (text, problem) => {
    expect(() => readLink(text)).toThrow(problem)
  })

  test.each([
    ['{}', 'link.edits: expected list'],
    ['[{"after":1,"atMs":0}]', 'link.edits.0.act: expected a value'],
    ['[{"after":-1,"atMs":0,"act":{}}]', 'link.edits.0.after: expected nat'],
    ['[{"after":1,"atMs":0,"act":{"kind":"fault","fault":{"type":"burn"}}}]', 'link.edits.0.act.fault.type'],
    ['[{"after":1,"atMs":0,"act":{"kind":"ask","node":"n1","request":{"type":"shout"}}}]', 'link.edits.0.act.request'],
  ])('edits %s', (edits, problem) => {
    expect(() => benchAt({ lab: ping, seed: 1 }, { edits: JSON.parse(edits), step: 1 })).toThrow(problem)
  })
})
