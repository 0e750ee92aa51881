// Goal: a run that is too much to keep stops before the page does, and says so. Method: a thousand nodes that all speak to
// all, of whom a few hundred begin.

import { expect, test } from 'vitest'
import { SimulatedRun, weightMax } from '../../src/lab/simulated-run.ts'
import { Workbench } from '../../src/lab/workbench.ts'
import ping from '../../src/protocols/ping/lab.ts'

const crash = { kind: 'fault', fault: { type: 'heal' } } as const

test('a thousand nodes of ping are recorded so far and no further, and nothing waits for more', {
  timeout: 60_000,
}, () => {
  const run = new SimulatedRun({ lab: ping, seed: 1, nodes: 1_000 })
  const bench = new Workbench(run)
  expect(run.isFull).toBe(true)
  expect(run.tape.weight).toBeGreaterThanOrEqual(weightMax)
  expect(run.tape.weight).toBeLessThan(weightMax + 2_000)
  const { length } = run.tape
  expect([bench.step(), bench.play(100), bench.stepToDecision(), bench.act(crash)]).toEqual([
    false,
    false,
    false,
    false,
  ])
  expect(bench.playToEnd(() => false)).toBe(true)
  expect(run.tape.length).toBe(length)
  expect(bench.goTo(10)).toBe(true)
})

test('a run of usual size is never full', () => {
  const run = new SimulatedRun({ lab: ping, seed: 1 })
  run.forwardTo(run.endMs)
  expect([run.isFull, run.nowMs]).toEqual([false, run.endMs])
  expect(run.tape.weight).toBe(run.tape.length + run.tape.arrows.length)
})
