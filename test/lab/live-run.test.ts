// A live run is what its cluster tells: looked at from all sides, judged as it comes, and taken into the simulator afterwards.

import { describe, expect, test } from 'vitest'
import { peerId } from '../../src/core/ids.ts'
import { experimentLike } from '../../src/lab/again.ts'
import { prepare } from '../../src/lab/experiment.ts'
import { LiveRun } from '../../src/lab/live-run.ts'
import { RecordedRun } from '../../src/lab/recorded-run.ts'
import { SimulatedRun } from '../../src/lab/simulated-run.ts'
import { Workbench } from '../../src/lab/workbench.ts'
import raft from '../../src/protocols/raft/lab.ts'
import type { Happening } from '../../src/trace/happening.ts'

/** A simulation stands in for real peers: it tells the same, and nobody here can hurry it. */
function live() {
  const { simulator } = prepare({ lab: raft, seed: 1, scenario: 'calm', nodes: 3, isIdle: true })
  const happenings: Happening[] = []
  simulator.watch(happening => happenings.push(happening))
  const source = Object.assign(Object.create(simulator), { happenings, nodesAtFirst: simulator.members })
  for (const name of ['ask', 'inject', 'watch'] as const) source[name] = (simulator[name] as any).bind(simulator)
  Object.defineProperty(source, 'nowMs', { get: () => simulator.nowMs })
  const choice = { scenario: 'calm', mutant: null, options: {} }
  const setting = { lab: raft, protocol: simulator.protocol, choice, source, ground: () => 'tabs' as const }
  return { simulator, happenings, setting }
}

describe('a live run', () => {
  test('shows what happened before it was opened and what happens since, and follows where it is played', () => {
    const { simulator, setting } = live()
    simulator.runTo(500)
    const bench = new Workbench(new LiveRun(setting))
    const before = bench.tape.length
    expect(before).toBeGreaterThan(3)
    expect(bench.isAtEnd).toBe(true)
    simulator.runTo(1000)
    expect(bench.isAtEnd).toBe(false) // the reader stays where he looks
    expect(bench.position).toBe(before)
    expect(bench.step()).toBe(true)
    expect(bench.play(1)).toBe(true)
    expect(bench.isAtEnd).toBe(true)
    expect(bench.step()).toBe(false) // nobody can hurry it
    expect(bench.pending()).toEqual([])
  })

  test('faults and requests reach the cluster, also of a reader who looks at the past; messages are in nobody’s hand', () => {
    const { simulator, setting, happenings } = live()
    simulator.runTo(500)
    const bench = new Workbench(new LiveRun(setting))
    simulator.runTo(1000)
    expect(bench.act({ kind: 'fault', fault: { type: 'crash', node: peerId('n2'), disk: 'synced' } })).toBe(true)
    expect(simulator.node(peerId('n2'))).toBe(undefined)
    expect(bench.act({ kind: 'ask', node: peerId('n1'), request: { type: 'openSession' } })).toBe(true)
    expect(bench.act({ kind: 'meddle', pending: 1, verb: 'drop' })).toBe(false)
    simulator.runTo(1100)
    expect(happenings.some(({ kind }) => kind === 'fault')).toBe(true)
    expect(bench.branches.length).toBe(1)
  })

  test('ends when it is left, and its record opens as a file', () => {
    const { simulator, setting } = live()
    simulator.runTo(1000)
    const run = new LiveRun(setting)
    const bench = new Workbench(run)
    expect(bench.isLive).toBe(true)
    run.close()
    expect(bench.isLive).toBe(false)
    const { length } = run.tape
    simulator.runTo(2000)
    expect([run.tape.length, run.nowMs, run.isClosed]).toEqual([length, 1000, true])
    const recorded = new RecordedRun(raft, { header: run.header, happenings: run.tape.happenings })
    expect(recorded.divergence).toBe(null)
    expect(recorded.ground).toBe('tabs')
  })

  test('goes on in the simulator: the same cluster, with all that was done to it at the same times', () => {
    const { simulator, setting } = live()
    simulator.runTo(1000)
    const run = new LiveRun(setting)
    run.act({ kind: 'fault', fault: { type: 'crash', node: peerId('n2'), disk: 'synced' } })
    simulator.runTo(1500)
    run.act({ kind: 'ask', node: peerId('n1'), request: { type: 'openSession' } })
    simulator.runTo(1900)
    const again = new SimulatedRun(experimentLike(run.header, run.tape.happenings, raft))
    again.forwardTo(2100)
    const acts = again.tape.happenings.flatMap(happening =>
      happening.kind === 'fault'
        ? [`${happening.atMs} ${happening.fault.type}`]
        : happening.kind === 'step' && happening.input.kind === 'request'
          ? [`${happening.atMs} ${happening.input.request.type}`]
          : [],
    )
    expect(acts).toEqual(['1000 crash', '1500 openSession'])
    expect(again.tape.membersAt(0)).toEqual(run.tape.membersAt(0))
  })
})
