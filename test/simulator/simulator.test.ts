// Goal: one seed is one run, however long and whatever strikes. Method: digests of whole runs, storms, clients, size.

import { describe, expect, test } from 'vitest'
import { digest, RunningDigest } from '../../src/core/digest.ts'
import type { Outcome } from '../../src/core/outcome.ts'
import { type Storm, storm } from '../../src/faults/storm.ts'
import { ping } from '../../src/protocols/ping/protocol.ts'
import { Simulator } from '../../src/simulator/simulator.ts'
import type { Load } from '../../src/trace/scenario.ts'
import { type Counting, counting } from '../core/counting.ts'
import { cluster, deliveries, type Heard, n1, n2, n3 } from './counters.ts'

describe('a run', () => {
  const digestOf = (seed: number, watchers = 1) => {
    const simulator = new Simulator({ protocol: counting, members: 4, seed, storm, load: adding })
    const sums = Array.from({ length: watchers }, () => new RunningDigest())
    for (const sum of sums) simulator.watch(happening => sum.add(happening))
    simulator.runTo(3_000)
    return sums[0]?.value ?? digest(simulator.members.map(peer => simulator.node(peer)))
  }

  test('is its seed: the same twice, and another with another', () => {
    expect(digestOf(1)).toBe(digestOf(1))
    expect(new Set([1, 2, 3, 4].map(seed => digestOf(seed))).size).toBe(4)
    expect(digestOf(1 + 2 ** 32)).not.toBe(digestOf(1))
  })

  test('goes the same way whether anyone watches or not', () => {
    const ends = [true, false].map(isWatched => {
      const simulator = new Simulator({ protocol: counting, members: 4, seed: 5, storm, load: adding })
      if (isWatched) simulator.watch(() => {})
      simulator.runTo(3_000)
      return [simulator.eventCount, digest(simulator.members.map(peer => simulator.node(peer)))]
    })
    expect(ends[0]).toEqual(ends[1])
  })

  test('names the cause of everything that has one, always something earlier', () => {
    const { heard } = stormy(1)
    for (const happening of heard) {
      if (happening.cause === null) continue
      expect(happening.cause).toBeLessThan(happening.index)
    }
    expect(heard.map(({ index }) => index)).toEqual(heard.map((_, index) => index))
    for (const step of deliveries(heard)) {
      const cause = heard[step.cause!]!
      const sent = cause.kind === 'step' && cause.effects.some(({ kind }) => kind === 'send')
      expect(sent).toBe(true)
    }
  })

  test('stops hearing a watcher who has stopped watching', () => {
    const { simulator } = cluster()
    let count = 0
    const stop = simulator.watch(() => count++)
    simulator.runTo(1)
    stop()
    simulator.inject({ type: 'heal' })
    expect(count).toBe(3)
  })

  test('until something is done stops right there, or at its time', () => {
    const { simulator } = cluster({ protocol: counting })
    expect(simulator.runUntil(() => simulator.node(n1)?.total !== undefined, 100)).toBe(true)
    expect(simulator.nowMs).toBe(0)
    expect(simulator.runUntil(() => false, 100)).toBe(false)
    expect(simulator.nowMs).toBeLessThanOrEqual(100)
  })
})

describe('a traitor', () => {
  test('says what its lies make of the truth, and is not honest until it stops', () => {
    const { simulator, heard } = cluster({ protocol: counting })
    const lies = [{ type: 'claim', message: 'add', to: n3, field: 'amount', value: 666 }] as const
    simulator.runTo(5)
    simulator.inject({ type: 'betray', node: n1, lies })
    simulator.runTo(15)
    expect([simulator.isHonest(n1), simulator.isHonest(n2)]).toEqual([false, true])
    const amounts = (node: typeof n1) =>
      deliveries(heard).flatMap(({ node: at, input }: any) =>
        at === node && input.from === n1 && input.message.type === 'add' ? [input.message.amount] : [],
      )
    expect(amounts(n3)).toEqual([666])
    expect(amounts(n2)[0]).toBeLessThanOrEqual(100_000)
    expect(amounts(n2)[0]).not.toBe(666)
    simulator.inject({ type: 'betray', node: n1, lies: [] })
    expect(simulator.isHonest(n1)).toBe(true)
  })
})

describe('clients', () => {
  test('ask one thing at a time, try again where they are told to, and end each operation once', () => {
    const { heard } = stormy(2)
    const open = new Map<string, unknown>()
    let ended = 0
    for (const happening of heard) {
      if (happening.kind === 'begun') {
        expect(open.has(happening.client)).toBe(false)
        open.set(happening.client, happening.operation)
      } else if (happening.kind === 'ended') {
        expect(open.get(happening.client)).toBe(happening.operation)
        expect(heard[happening.cause!]).toMatchObject({ kind: 'begun', client: happening.client })
        open.delete(happening.client)
        ended++
      }
    }
    expect(ended).toBeGreaterThan(50)
  })

  test('lose patience', () => {
    const outcomes = new Set<string>()
    const load = {
      ...adding,
      settle(_memory: unknown, _operation: unknown, outcome: Outcome) {
        outcomes.add(outcome.is)
        return outcome
      },
    }
    const { simulator } = cluster({ load, script: [{ atMs: 50, fault: { type: 'pause', node: n1 } }] })
    simulator.runTo(1_000)
    expect([...outcomes].sort()).toEqual(['answered', 'unknown'])
  })

  test('that want nothing more stay silent', () => {
    const load: Load<Counting> = { ...adding, wish: () => null }
    const { simulator, heard } = cluster({ load })
    simulator.runTo(1_000)
    expect(heard.filter(({ kind }) => kind !== 'step')).toEqual([])
  })
})

describe('a storm', () => {
  test('strikes with every kind that it has a weight for, and with no other', () => {
    const struck = new Set<string>()
    for (let seed = 1; seed <= 8; seed++) {
      for (const happening of stormy(seed).heard) if (happening.kind === 'fault') struck.add(happening.fault.type)
    }
    expect([...struck].sort()).toEqual(Object.keys(storm.weights).sort())
  })

  test('never takes down more at once than it may', () => {
    const most = (downMax: number) => {
      let down = 0
      const { simulator } = cluster({ protocol: counting, members: 7, storm: { ...storm, downMax } })
      simulator.watch(() => {
        if (simulator.nowMs >= storm.untilMs) return
        const gone = simulator.members.filter(
          peer => simulator.nowMs > 0 && (simulator.node(peer) === undefined || simulator.isPaused(peer)),
        )
        down = Math.max(down, gone.length)
      })
      simulator.runTo(storm.untilMs - 1)
      return down
    }
    expect([most(2), most(4)]).toEqual([2, 4])
  })

  test('aims at saves in flight', () => {
    const aimed: Storm = { ...storm, weights: { heal: 1 }, saveMs: [5, 5], crashWhileSavingPerMille: 500 }
    const { heard } = stormy(3, aimed)
    const crashes = heard.filter(happening => happening.kind === 'fault' && happening.fault.type === 'crash')
    expect(crashes.length).toBeGreaterThan(0)
    for (const crash of crashes) {
      const { node } = (crash as any).fault
      const before = heard
        .slice(0, crash.index)
        .findLast(happening => happening.kind === 'step' && happening.node === node)!
      expect(crash.atMs - before.atMs).toBeLessThanOrEqual(5)
    }
  })

  test.each([1, 2, 3, 4, 5])(
    'clears: seed %i leaves a majority that runs, hears each other, and makes progress',
    seed => {
      const { simulator } = stormy(seed)
      const { core } = simulator
      expect(core.length).toBeGreaterThanOrEqual(3)
      const before = core.map(peer => simulator.node(peer)!.total)
      simulator.runTo(storm.untilMs + 3_000)
      expect(simulator.core).toEqual(core)
      for (const [index, peer] of core.entries()) expect(simulator.node(peer)!.total).toBeGreaterThan(before[index]!)
    },
  )
})

describe('size', () => {
  test('300 nodes of ping see each other within a second of their time', () => {
    const simulator = new Simulator({ protocol: ping(), members: 300, seed: 1 })
    simulator.runTo(100)
    for (const peer of simulator.members) expect(simulator.node(peer)!.alive.size).toBe(299)
  })

  test('a hundred times as many steps leave no more to come, and no more behind', () => {
    const simulator = new Simulator({ protocol: ping(), members: 5, seed: 1 })
    simulator.runTo(10_000)
    const before = [simulator.pendingCount, digest(simulator.node(n1)!.alive)]
    simulator.runTo(1_000_000)
    expect(simulator.pendingCount).toBeLessThanOrEqual((before[0] as number) + 10)
    expect(digest(simulator.node(n1)!.alive)).toBe(before[1])
  })
})

/** Three clients, each adding one to a random node. */
const adding: Load<Counting, object> = {
  clients: 3,
  thinkMs: [1, 20],
  patienceMs: 100,
  begin: () => ({}),
  wish: () => ({ f: 'add', value: 1 }),
  request: () => ({ type: 'add', amount: 1 }),
  settle: (_memory, _operation, outcome) => (outcome.is === 'refused' ? 'again' : outcome),
}

function stormy(seed: number, weather: Storm = storm) {
  const simulator = new Simulator({ protocol: counting, members: 5, seed, storm: weather, load: adding })
  const heard: Heard[] = []
  simulator.watch(happening => heard.push(happening))
  simulator.runTo(storm.untilMs + 10)
  return { simulator, heard }
}
