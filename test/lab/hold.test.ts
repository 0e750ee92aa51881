// Goal: the reader is the network: nothing arrives that the reader did not deliver, and all of it can be done again from a
// link. Method: Raft elected by hand, ping let go.

import { describe, expect, test } from 'vitest'
import type { Experiment } from '../../src/lab/experiment.ts'
import { heldMs, isHeld } from '../../src/lab/held.ts'
import { brokenSafety, deliver, goOn, hold, type InTheAir, inTheAir, letGo, tallyOf } from '../../src/lab/hold.ts'
import { benchAt, readLink, writeLink } from '../../src/lab/link.ts'
import { SimulatedRun } from '../../src/lab/simulated-run.ts'
import { Workbench } from '../../src/lab/workbench.ts'
import ping from '../../src/protocols/ping/lab.ts'
import raft from '../../src/protocols/raft/lab.ts'

const benchOf = (experiment: Partial<Experiment> = {}) =>
  new Workbench(new SimulatedRun({ lab: raft, seed: 1, scenario: 'calm', ...experiment }))

const leaders = (bench: Workbench) => bench.members.filter(peer => bench.actor(peer).node?.role.is === 'leader')
const heard = ({ tape, position }: Workbench) =>
  tape.happenings.slice(0, position).filter(one => one.kind === 'step' && one.input.kind === 'message').length

/** Delivers what fits, and drops the rest, until nobody is left in the air or this is so. */
function carry(bench: Workbench, fits: (one: InTheAir) => boolean, isDone: () => boolean): void {
  for (let rounds = 0; rounds < 200 && !isDone(); rounds++) {
    const next = inTheAir(bench).find(fits)
    if (next === undefined) bench.step()
    else deliver(bench, next)
  }
}

describe('while messages are held', () => {
  test('time goes on, timers ring, and nobody hears anything', () => {
    const bench = benchOf()
    expect([isHeld(bench), hold(bench), isHeld(bench)]).toEqual([false, true, true])
    const before = heard(bench)
    bench.play(5_000)
    expect(heard(bench)).toBe(before)
    expect(leaders(bench)).toEqual([])
    expect(inTheAir(bench).length).toBeGreaterThan(10)
  })

  test('what was in the air already waits too', () => {
    const bench = benchOf({ lab: ping })
    while (inTheAir(bench).length === 0) bench.step()
    const waiting = inTheAir(bench).map(({ cause, to }) => [cause, to])
    hold(bench)
    bench.play(400)
    expect(inTheAir(bench).map(({ cause, to }) => [cause, to])).toEqual(expect.arrayContaining(waiting))
    expect(heard(bench)).toBe(0)
  })

  test('what the reader delivers is heard at once, and only that', () => {
    const bench = benchOf()
    hold(bench)
    while (inTheAir(bench).length === 0) bench.step()
    const [first, ...others] = inTheAir(bench)
    const { atMs } = bench
    expect(deliver(bench, first!)).toBe(true)
    expect([bench.atMs, heard(bench)]).toEqual([atMs, 1])
    expect(bench.happening).toMatchObject({ node: first!.to, input: { from: first!.from, message: first!.message } })
    const left = inTheAir(bench).map(({ id }) => id)
    for (const { id } of others) expect(left).toContain(id)
    expect(left).not.toContain(first!.id)
    expect(deliver(bench, first!)).toBe(false)
  })

  test('time goes on until something is said', () => {
    const bench = benchOf()
    hold(bench)
    for (let more = 1; more < 4; more++) {
      const before = inTheAir(bench).length
      expect(goOn(bench)).toBe(true)
      expect(inTheAir(bench).length).toBeGreaterThan(before)
    }
  })

  test('a leader is elected by hand, vote by vote', () => {
    const bench = benchOf()
    hold(bench)
    carry(
      bench,
      () => true,
      () => leaders(bench).length === 1,
    )
    expect(leaders(bench)).toHaveLength(1)
    expect(brokenSafety(bench)).toEqual([])
  })

  test('at a node that is down a message is lost, and the reader is told', () => {
    const bench = benchOf()
    hold(bench)
    while (inTheAir(bench).length === 0) bench.step()
    const [first] = inTheAir(bench)
    bench.act({ kind: 'fault', fault: { type: 'crash', node: first!.to, disk: 'synced' } })
    expect(deliver(bench, first!)).toBe(false)
    expect(tallyOf(bench)).toMatchObject({ lost: 1, crashed: 1 })
  })
})

test('let go, the network does its work again, and what waited arrives', () => {
  const bench = benchOf()
  hold(bench)
  bench.play(2_000)
  const waiting = inTheAir(bench).length
  expect(waiting).toBeGreaterThan(0)
  letGo(bench)
  expect(isHeld(bench)).toBe(false)
  bench.play(50)
  expect(heard(bench)).toBeGreaterThanOrEqual(waiting)
  bench.play(3_000)
  expect(leaders(bench)).toHaveLength(1)
  expect(inTheAir(bench).every(({ dueMs }) => dueMs < bench.atMs + heldMs / 2)).toBe(true)
})

test('in the past it begins a branch, and the first run stays as it was', () => {
  const bench = benchOf()
  bench.play(2_000)
  const before = bench.tape.length
  bench.goTo(20)
  hold(bench)
  expect([bench.branches.length, bench.branches[0]!.run.tape.length, isHeld(bench)]).toEqual([2, before, true])
})

test('what was done by hand is counted, as far as the reader is', () => {
  const bench = benchOf()
  hold(bench)
  const start = bench.position
  while (inTheAir(bench).length < 2) bench.step()
  const [first, second] = inTheAir(bench)
  deliver(bench, first!)
  bench.act({ kind: 'meddle', pending: second!.id, verb: 'drop' })
  expect(tallyOf(bench)).toMatchObject({
    byHand: { deliver: 1, drop: 1, corrupt: 0 },
    lost: 1,
    answered: 0,
    messagesPerOperation: null,
  })
  bench.goTo(start)
  expect(tallyOf(bench)).toMatchObject({ byHand: { deliver: 0, drop: 0 }, lost: 0 })
})

test('operations have a price in messages', () => {
  const bench = benchOf({ scenario: 'busy' })
  bench.play(3_000)
  const { sent, answered, messagesPerOperation } = tallyOf(bench)
  expect(answered).toBe(bench.tape.operations.filter(({ ended }) => ended?.outcome.is === 'answered').length)
  expect(messagesPerOperation).toBe(sent / answered)
})

test('a hand breaks what a mistake leaves open, and is told which rule fell; before the rules are there, nothing is said', () => {
  const bench = benchOf({ mutant: 'votesTwice' })
  hold(bench)
  for (let round = 0; round < 20 && brokenSafety(bench)!.length === 0; round++) {
    bench.play(400) // until several want to lead
    carry(
      bench,
      () => true,
      () => inTheAir(bench).length === 0,
    )
  }
  expect(brokenSafety(bench)!.map(({ id }) => id)).toContain('R2')
  expect(brokenSafety({ rules: [] })).toBeNull()
})

test('a link restores a run that was carried by hand', () => {
  const bench = benchOf()
  hold(bench)
  carry(
    bench,
    () => true,
    () => leaders(bench).length === 1,
  )
  const moment = readLink(writeLink(bench.run as SimulatedRun, bench.position))
  const again = benchAt({ lab: raft, seed: 1, scenario: 'calm' }, moment)
  expect([again.position, again.atMs, leaders(again)]).toEqual([bench.position, bench.atMs, leaders(bench)])
  expect(again.tape.happenings.slice(0, again.position)).toEqual(bench.tape.happenings.slice(0, bench.position))
})
