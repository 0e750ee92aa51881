// Goal: a reader goes anywhere in a run, changes it anywhere, and loses nothing. Method: ping and its scenarios, by hand.

import { describe, expect, test } from 'vitest'
import { peerId } from '../../src/core/ids.ts'
import type { Experiment } from '../../src/lab/experiment.ts'
import { SimulatedRun } from '../../src/lab/simulated-run.ts'
import { branchesMax, Workbench } from '../../src/lab/workbench.ts'
import ping from '../../src/protocols/ping/lab.ts'

const [n1, n2, n3] = [peerId('n1'), peerId('n2'), peerId('n3')]
const base: Experiment = { lab: ping, seed: 1 }
const benchOf = (experiment: Partial<Experiment> = {}) => new Workbench(new SimulatedRun({ ...base, ...experiment }))
const crash = { kind: 'fault', fault: { type: 'crash', node: n2, disk: 'synced' } } as const
const heal = { kind: 'fault', fault: { type: 'heal' } } as const

describe('at the beginning', () => {
  test('everyone is there, and nothing else has happened', () => {
    const bench = benchOf()
    expect([bench.position, bench.atMs, bench.isAtEnd]).toEqual([3, 0, true])
    expect(bench.members.map(peer => bench.actor(peer).is)).toEqual(['up', 'up', 'up'])
  })
})

describe('going places', () => {
  test('a step is one happening, and back is where it was', () => {
    const bench = benchOf()
    bench.step()
    const { happening, atMs } = bench
    bench.step()
    bench.stepBack()
    expect([bench.happening, bench.atMs]).toEqual([happening, atMs])
    expect(bench.isAtEnd).toBe(false)
  })

  test('playing lets time pass, also where nothing happens', () => {
    const bench = benchOf()
    bench.play(100)
    expect(bench.atMs).toBe(100)
    const { position } = bench
    bench.play(50)
    expect([bench.atMs, bench.position]).toEqual([150, position])
  })

  test.each([0.1, 1 / 3, 0.8334, 16.67])('playing in slices of %d ms goes on and on', slice => {
    const bench = benchOf()
    for (let frame = 0; frame < 500; frame++) expect(bench.play(slice)).toBe(true)
    expect(bench.atMs).toBeCloseTo(500 * slice, 0)
  })

  test('playing again what was rewound leads to the same', () => {
    const bench = benchOf()
    bench.play(2_000)
    const { position, happening } = bench
    bench.goTo(0)
    bench.play(2_000)
    expect([bench.position, bench.happening]).toEqual([position, happening])
  })

  test('a decision is the next thing that a node announced, or that befell it', () => {
    const bench = benchOf()
    bench.stepToDecision()
    expect(bench.happening).toMatchObject({
      kind: 'step',
      effects: expect.arrayContaining([expect.objectContaining({ kind: 'announce' })]),
    })
    const first = bench.position
    bench.stepToDecision()
    bench.stepBackToDecision()
    expect(bench.position).toBe(first)
  })

  test('to the end of the scenario, or until it is asked to stop', () => {
    const bench = benchOf()
    let looks = 0
    expect(bench.playToEnd(() => ++looks > 2)).toBe(false)
    expect(bench.atMs).toBeLessThan(1_000)
    expect(bench.playToEnd(() => false)).toBe(true)
    expect(bench.atMs).toBe(12_000)
    expect(bench.rules.map(({ verdict }) => verdict.is)).toEqual(['holds', 'holds', 'holds', 'unknown'])
  })

  test('no place beyond the ends', () => {
    const bench = benchOf()
    expect(bench.goTo(-5)).toBe(false)
    expect(bench.position).toBe(0)
    expect(bench.goTo(99)).toBe(false)
    expect(bench.position).toBe(3)
    bench.goToTime(1e9)
    expect(bench.atMs).toBe(0)
  })
})

describe('what broke a rule', () => {
  test('is one step away', () => {
    const bench = benchOf({ mutant: 'takesOldAnswers', scenario: 'slow-answers' })
    bench.playToEnd(() => false)
    bench.goTo(3)
    expect(bench.goToViolation()).toBe(true)
    expect(bench.rules[0]!.verdict).toMatchObject({ is: 'broken', at: bench.position - 1 })
    bench.stepBack()
    expect(bench.rules[0]!.verdict).toEqual({ is: 'holds' })
  })

  test('nothing did', () => expect(benchOf().goToViolation()).toBe(false))
})

describe('an act', () => {
  test('at the end goes on with the same branch', () => {
    const bench = benchOf()
    bench.play(100)
    expect(bench.act(crash)).toBe(true)
    expect(bench.branches).toHaveLength(1)
    expect(bench.happening).toMatchObject({ kind: 'fault' })
    expect(bench.actor(n2).is).toBe('down')
  })

  test('in the past begins a branch there, and the first goes on as it was', () => {
    const bench = benchOf()
    bench.play(3_000)
    const [length, last] = [bench.position, bench.happening]
    bench.goTo(20)
    expect(bench.act(crash)).toBe(true)
    expect(bench.branches.map(({ parent, leftAt }) => [parent, leftAt])).toEqual([
      [null, 0],
      [0, 20],
    ])
    expect(bench.tape.happenings.slice(0, 20)).toEqual(bench.branches[0]!.run.tape.happenings.slice(0, 20))
    bench.play(1_000)
    expect(bench.actor(n1).node.alive.has(n2)).toBe(false)
    bench.visit(0)
    bench.goTo(length)
    expect(bench.happening).toEqual(last)
  })

  test('is done again with the run: seed and edits are all there is to it', () => {
    const bench = benchOf({ scenario: 'one-way' })
    bench.play(1_000)
    bench.act(crash)
    bench.play(500)
    bench.act({ kind: 'fault', fault: { type: 'restart', node: n2 } })
    bench.goToTime(501)
    const message = bench.pending().find(({ kind }) => kind === 'message')!
    bench.act({ kind: 'meddle', verb: 'drop', pending: message.id })
    bench.play(2_000)
    const run = bench.run as SimulatedRun
    const again = benchOf(run.experiment)
    again.play(run.nowMs)
    expect(again.tape.happenings).toEqual(run.tape.happenings)
    expect(run.experiment.edits).toHaveLength(1)
  })

  test('keeps what was done before it, and forgets what was done after', () => {
    const bench = benchOf()
    bench.play(100)
    bench.act(crash)
    const between = bench.position
    bench.play(100)
    bench.act({ kind: 'fault', fault: { type: 'restart', node: n2 } })
    bench.play(100)
    bench.goTo(between)
    bench.act({ kind: 'fault', fault: { type: 'pause', node: n3 } })
    const { edits } = (bench.run as SimulatedRun).experiment
    expect(edits!.map(({ act }) => act.kind === 'fault' && act.fault.type)).toEqual(['crash', 'pause'])
  })

  test('that comes too late changes nothing', () => {
    const bench = benchOf()
    expect(bench.act({ kind: 'meddle', verb: 'drop', pending: 1e6 })).toBe(false)
    expect([bench.position, bench.branches.length]).toEqual([3, 1])
  })

  test('may be done often: old branches are given up, never the first nor the one in use', () => {
    const bench = benchOf()
    bench.play(500)
    for (let turn = 0; turn < branchesMax + 9; turn++) {
      bench.goTo(10)
      bench.act(heal)
    }
    expect(bench.branches).toHaveLength(branchesMax)
    expect(bench.branches[0]!.number).toBe(0)
    expect(bench.branches).toContain(bench.branch)
  })
})

test('what a step changed in its node is known, and only there', () => {
  const bench = benchOf()
  bench.stepToDecision()
  const { happening } = bench
  if (happening?.kind !== 'step') throw new Error('expected a step')
  expect([...bench.changesOf(happening.node)]).toContain('alive')
  const other = bench.members.find(peer => peer !== happening.node)!
  expect([...bench.changesOf(other)]).toEqual([])
})

test('who watches hears of every move, until it stops', () => {
  const bench = benchOf()
  let moves = 0
  const stop = bench.watch(() => void moves++)
  bench.step()
  bench.act(crash)
  stop()
  bench.step()
  expect(moves).toBe(2)
})

describe('a run is shown before all rules of its lab are there', () => {
  const opening: Experiment['lab'] = { ...ping, rules: [], mutants: [] }

  /** Plays, steps and lays hands on it, also at its very end. */
  function meddled(lab: Experiment['lab']): Workbench {
    const bench = benchOf({ lab, seed: 5 })
    bench.play(700.3)
    bench.act(crash)
    bench.step()
    const [next] = bench.pending()
    bench.act({ kind: 'meddle', pending: next!.id, verb: 'deliver' })
    bench.play(12.345)
    const inTheAir = () => bench.pending().find(({ kind }) => kind === 'message')
    while (inTheAir() === undefined) bench.step()
    bench.act({ kind: 'meddle', pending: inTheAir()!.id, verb: 'delay', byMs: 40 })
    return bench
  }

  test('with them it is the same run, in the same place, judged as if they had been there from the start', () => {
    const bench = meddled(opening)
    const { position, atMs } = bench
    expect(bench.rules).toEqual([])
    bench.complete(ping)
    const whole = meddled(ping)
    const moment = ({ run, rules }: Workbench) => [run.tape.happenings, run.nowMs, run.header, run.pending(), rules]
    expect([bench.position, bench.atMs, bench.lab]).toEqual([position, atMs, ping])
    expect(moment(bench)).toEqual(moment(whole))
    for (const one of [bench, whole]) one.play(5_000)
    expect(moment(bench)).toEqual(moment(whole))
    expect(bench.rules.length).toBe(ping.rules.length)
  })

  test('every branch has them, and the reader stands on the same one', () => {
    const bench = benchOf({ lab: opening })
    bench.play(1_000)
    bench.goTo(10)
    bench.act(heal)
    const tree = bench.branches.map(({ number, parent, leftAt }) => ({ number, parent, leftAt }))
    const { number } = bench.branch
    bench.complete(ping)
    expect(bench.branches.map(({ number, parent, leftAt }) => ({ number, parent, leftAt }))).toEqual(tree)
    expect(bench.branch).toBe(bench.branches.find(branch => branch.number === number))
    for (const { run } of bench.branches) expect(run.standings.at(run.tape.length)).toHaveLength(ping.rules.length)
  })
})
