// Goal: each scenario shows what it says. Method: run it for some seeds, and look at who knows what.

import { describe, expect, test } from 'vitest'
import type { SometimesRule } from '../../../src/checkers/rule.ts'
import { peerId } from '../../../src/core/ids.ts'
import { type Experiment, prepare, run } from '../../../src/lab/experiment.ts'
import lab from '../../../src/protocols/gossip/lab.ts'
import { type GossipNode, gossip } from '../../../src/protocols/gossip/protocol.ts'
import { rules } from '../../../src/protocols/gossip/rules.ts'
import type { Gossip } from '../../../src/protocols/gossip/vocabulary.ts'
import { Simulator } from '../../../src/simulator/simulator.ts'
import type { ClusterView } from '../../../src/trace/cluster.ts'

const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

describe('a rumor in a calm room', () => {
  test('once k is 4, reaches nearly everyone by push and is then silent (§1.4)', () => {
    for (const seed of seeds) {
      const { shares } = play({ scenario: 'calm-push', seed })
      expect(shares.get('exam')).toBeGreaterThan(0.9)
    }
  })

  test('leaves a residue at k = 1, about one in five (table 1)', () => {
    const reached = seeds.map(seed => play({ scenario: 'residue', seed }).shares.get('exam')!)
    const mean = reached.reduce((sum, share) => sum + share, 0) / reached.length
    expect(mean).toBeGreaterThan(0.7)
    expect(mean).toBeLessThan(0.9)
  })

  test('is brought to the last few by pull: everyone hears, in fewer cycles than by push (§1.4)', () => {
    for (const seed of seeds) {
      expect(play({ scenario: 'pull-finishes', seed, forMs: 1_500 }).shares.get('exam')).toBe(1)
    }
    const byPush = seeds.map(seed => play({ scenario: 'calm-push', seed, forMs: 1_500 }).shares.get('exam')!)
    expect(Math.min(...byPush)).toBeLessThan(1)
  })

  test('spreads by chance alone where nobody answers, and dies', () => {
    for (const seed of seeds) expect(play({ scenario: 'coin-flips', seed }).shares.get('exam')).toBeGreaterThan(0.5)
  })
})

describe('a rumor in bad weather', () => {
  test('[R6] reaches everyone though a third of all messages is lost', () => {
    for (const seed of seeds) {
      const { shares } = play({ scenario: 'lossy-network', seed })
      expect([shares.get('exam'), shares.get('lunch')]).toEqual([1, 1])
    }
  })

  test('[R6] [R7] reaches those who were down when they come back, in its newest version', () => {
    for (const seed of seeds) {
      const { simulator } = play({ scenario: 'killed-nodes', seed })
      expect(valueAt(simulator, 2, 'exam')).toBe('moved to Monday')
      expect(valueAt(simulator, 3, 'exam')).toBe('moved to Monday')
      expect(simulator.node(peerId('n4'))).toBeUndefined()
    }
  })

  test('[R7] dies in each half of a partition, and anti-entropy makes one of two truths after the healing (§1.3)', () => {
    for (const seed of seeds) {
      const { simulator: parted } = play({ scenario: 'partition', seed, forMs: 4_900 })
      expect([valueAt(parted, 2, 'exam'), valueAt(parted, 19, 'exam')]).toEqual(['moved to Friday', 'moved to Monday'])
      const { simulator: healed, shares } = play({ scenario: 'partition', seed })
      const values = new Set(healed.members.map(peer => healed.node(peer)!.rumors.get('exam')!.update.value))
      expect(values.size).toBe(1)
      expect(shares.get('lunch')).toBe(1)
    }
  })

  test('[R7] stays two truths where there is no anti-entropy: dead rumors do not rise', () => {
    const { simulator } = play({ scenario: 'partition', seed: 1, options: { antiEntropyEveryMs: 0 } })
    expect(valueAt(simulator, 2, 'exam')).not.toBe(valueAt(simulator, 19, 'exam'))
  })
})

describe('the rules', () => {
  const storyOfLoss = (disk: 'synced' | 'lost'): Partial<Experiment> => ({
    scenario: 'calm-push',
    seed: 1,
    faults: [
      { atMs: 2_000, fault: { type: 'crash', node: peerId('n1'), disk } },
      { atMs: 2_500, fault: { type: 'restart', node: peerId('n1') } },
    ],
  })

  test('[R1] holds a node to what its disk kept, and not to what a lost disk took with it', () => {
    expect(verdictOf('R1', storyOfLoss('synced'))).toBe('holds')
    expect(verdictOf('R1', storyOfLoss('lost'))).toBe('holds')
    expect(verdictOf('R1', { ...storyOfLoss('synced'), mutant: 'forgetsInACrash' })).toBe('broken')
  })

  test('[R6] promises nothing without anti-entropy, where a residue is left', () => {
    const residue = seeds.find(seed => play({ scenario: 'residue', seed }).shares.get('exam')! < 1)!
    expect(verdictOf('R6', { scenario: 'residue', seed: residue })).toBe('holds')
    expect(verdictOf('R9', { scenario: 'residue', seed: residue })).toBe('holds')
  })
})

function play(experiment: Omit<Experiment, 'lab'>): {
  readonly simulator: Simulator<any, GossipNode>
  /** By key: the share of running nodes that know it. */
  readonly shares: ReadonlyMap<string, number>
} {
  const { simulator, scenario } = prepare({ lab, ...experiment })
  simulator.runTo(experiment.forMs ?? scenario.forMs)
  const running = simulator.members.flatMap(peer => simulator.node(peer) ?? [])
  const keys = new Set(running.flatMap(({ rumors }) => [...rumors.keys()]))
  const share = (key: string): number => running.filter(({ rumors }) => rumors.has(key)).length / running.length
  return { simulator, shares: new Map([...keys].map(key => [key, share(key)])) }
}

function valueAt(simulator: Simulator<any, GossipNode>, number: number, key: string): string | undefined {
  return simulator.node(peerId(`n${number}`))?.rumors.get(key)?.update.value
}

function verdictOf(id: string, experiment: Partial<Experiment>): string | undefined {
  return run({ lab, seed: 1, ...experiment }).rules.find(rule => rule.id === id)?.verdict.is
}

test('to judge a run of thousands, a rule does not look at all of them for each that loses interest', () => {
  const simulator = new Simulator({ protocol: gossip({ variant: 'push-feedback-counter' }), members: 2_000, seed: 1 })
  const rule = rules.find(({ id }) => id === 'R9') as SometimesRule<Gossip, GossipNode>
  const memory = rule.memory()
  let looks = 0
  let cooled = 0
  const view: ClusterView<GossipNode> = {
    members: simulator.members,
    core: simulator.members,
    nowMs: 0,
    isHonest: () => true,
    node(peer) {
      looks++
      return simulator.node(peer)
    },
  }
  simulator.watch(happening => {
    rule.check(memory, happening, view)
    if (happening.kind !== 'step') return
    cooled += happening.effects.filter(({ kind }) => kind === 'announce').length
  })
  simulator.ask(peerId('n1'), { type: 'spread', key: 'exam', value: 'moved' })
  simulator.runTo(4_000)
  expect(cooled).toBeGreaterThan(1_900)
  expect(looks / cooled).toBeLessThan(30)
})
