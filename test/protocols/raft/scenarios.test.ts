// Goal: each scenario shows what it says. Method: run it by seed, and look at who leads, who holds what, and what was said.

import { describe, expect, test } from 'vitest'
import type { PeerId } from '../../../src/core/ids.ts'
import { type Experiment, prepare, run } from '../../../src/lab/experiment.ts'
import lab from '../../../src/protocols/raft/lab.ts'
import { lastIndex, termAt } from '../../../src/protocols/raft/log.ts'
import type { RaftNode } from '../../../src/protocols/raft/node.ts'
import { reasons } from '../../../src/protocols/raft/node.ts'
import type { Raft } from '../../../src/protocols/raft/vocabulary.ts'
import type { Simulator } from '../../../src/simulator/simulator.ts'
import type { Happening } from '../../../src/trace/happening.ts'
import { n1, n2, n3, n4, n5 } from './server.ts'

type Step = Extract<Happening<Raft>, { kind: 'step' }>

interface Play {
  readonly simulator: Simulator<Raft, RaftNode>
  readonly steps: readonly Step[]
  /** Runs on to this time and shows the server as it is then. */
  at(ms: number, peer: PeerId): RaftNode
  leaders(): readonly PeerId[]
}

const seeds = [1, 2, 3, 4, 5]

function play(scenario: string, seed: number, more: Partial<Experiment> = {}): Play {
  const { simulator } = prepare({ lab, seed, scenario, ...more })
  const steps: Step[] = []
  simulator.watch(happening => {
    if (happening.kind === 'step') steps.push(happening)
  })
  return {
    simulator,
    steps,
    at(ms, peer) {
      simulator.runTo(ms)
      return simulator.node(peer)!
    },
    leaders: () => simulator.members.filter(peer => simulator.node(peer)?.role.is === 'leader'),
  }
}

const fallen = (scenario: string, mutant: string): readonly string[] =>
  run({ lab, seed: 1, scenario, mutant })
    .rules.filter(({ verdict }) => verdict.is === 'broken')
    .map(({ id }) => id)

const electedIn = (steps: readonly Step[], fromMs: number, toMs = Infinity): readonly PeerId[] =>
  steps
    .filter(({ atMs }) => atMs >= fromMs && atMs < toMs)
    .filter(({ effects }) => effects.some(effect => effect.kind === 'announce' && effect.event.type === 'becameLeader'))
    .map(({ node }) => node)

const termsOf = ({ log }: RaftNode): readonly (number | null)[] =>
  Array.from({ length: lastIndex(log) }, (_, place) => termAt(log, place + 1))

describe('elections', () => {
  test('[R23] near timeouts on a slow network split votes in most runs, and all of these elect somebody in the end', () => {
    const many = Array.from({ length: 20 }, (_, place) => place + 1)
    const runs = many.map(seed => run({ lab, seed, scenario: 'split-vote' }).rules)
    const isSplit = runs.filter(rules => rules.some(({ id, verdict }) => id === 'R23' && verdict.is === 'holds'))
    expect(isSplit.length).toBeGreaterThan(10)
    for (const seed of many) {
      const split = play('split-vote', seed)
      split.simulator.runTo(10_000)
      expect(split.leaders()).toHaveLength(1)
    }
  })

  test('[R22] a leader in the minority commits nothing, stands beside a newer one for a while, and steps down', () => {
    for (const seed of seeds) {
      const cut = play('stale-leader', seed)
      const { commitIndex, term } = { ...cut.at(2_020, n1) }
      expect(cut.leaders()).toEqual([n1])
      cut.simulator.runUntil(() => cut.leaders().length > 1, 3_000)
      const [stale, fresh] = cut.leaders().map(peer => cut.simulator.node(peer)!)
      expect(fresh!.term).toBeGreaterThan(stale!.term)
      expect(stale!.term).toBe(term)
      const alone = cut.at(3_999, n1)
      expect([alone.role.is === 'leader', alone.commitIndex]).toEqual([false, commitIndex])
      const other = cut.at(3_999, cut.leaders()[0]!)
      expect(other.commitIndex).toBeGreaterThan(commitIndex)
      expect(cut.at(10_000, n1).commitIndex).toBeGreaterThan(commitIndex)
    }
  })

  test('without pre-vote a server that was alone comes back in a term far ahead, and deposes the leader (thesis §9.6)', () => {
    for (const seed of seeds) {
      const rejoin = play('disruptive-rejoin', seed)
      const before = rejoin.at(3_999, n1).term
      expect(rejoin.at(3_999, n3).term).toBeGreaterThan(before + 2)
      rejoin.simulator.runTo(9_000)
      expect(electedIn(rejoin.steps, 4_000).length).toBeGreaterThan(0)
    }
  })

  test('with pre-vote it comes back in the term that it left, and nobody is deposed (thesis §9.6)', () => {
    for (const seed of seeds) {
      const rejoin = play('quiet-rejoin', seed)
      const before = rejoin.at(3_999, n1).term
      expect(rejoin.at(3_999, n3).term).toBe(before)
      expect(rejoin.at(9_000, n3).term).toBe(before)
      expect(electedIn(rejoin.steps, 2_000)).toEqual([])
    }
  })

  test('[R19] the leader hands over at once to whom it can reach, and goes on where it cannot (thesis §3.10)', () => {
    for (const seed of seeds) {
      const handover = play('handover', seed)
      handover.simulator.runTo(4_499)
      expect(electedIn(handover.steps, 2_000, 2_100)).toEqual([n2])
      expect(electedIn(handover.steps, 2_100)).toEqual([])
      expect(handover.leaders()).toEqual([n2])
      expect(refusalsOf(handover.steps)).toContain(reasons.notTransferred)
    }
  })
})

describe('logs', () => {
  test('[R4] six followers that lack entries or have too many become equal to their leader (figure 7)', () => {
    for (const seed of seeds) {
      const figure = play('figure-7', seed)
      const before = termsOf(figure.at(0, n1))
      figure.simulator.runTo(1_900)
      expect(figure.leaders()).toEqual([n1])
      const { simulator } = figure
      for (const peer of simulator.members) {
        expect(termsOf(simulator.node(peer)!).slice(0, before.length), peer).toEqual(before)
        expect(simulator.node(peer)!.commitIndex, peer).toBeGreaterThan(before.length)
      }
    }
  })

  test('[R7] an old entry on a majority is not committed, and another leader overwrites it (figure 8)', () => {
    const figure = play('figure-8', 1)
    const leader = figure.at(470, n1)
    const { simulator } = figure
    expect([leader.role.is, leader.term, termsOf(leader)]).toEqual(['leader', 4, [1, 2, 4]])
    for (const peer of [n2, n3, n4]) expect(termsOf(simulator.node(peer)!), peer).toEqual([1, 2])
    expect([n1, n2, n3, n4].map(peer => simulator.node(peer)!.commitIndex)).toEqual([0, 0, 0, 0])
    const next = figure.at(1_900, n5)
    expect([next.role.is, termsOf(next)]).toEqual(['leader', [1, 3, next.term]])
    simulator.runTo(7_000)
    for (const peer of simulator.members) {
      expect(termsOf(simulator.node(peer)!).slice(0, 2), peer).toEqual([1, 3])
      expect(simulator.node(peer)!.commitIndex, peer).toBeGreaterThanOrEqual(3)
    }
  })

  test('[R7] [R5] whoever commits the old entry by counting loses what it committed, in that very run (figure 8)', () => {
    expect(fallen('figure-8', 'countsOldTerms')).toEqual(expect.arrayContaining(['R5', 'R7']))
  })

  test('[R25] who lacks what is compacted gets a snapshot in pieces, and what came after it (§7)', () => {
    for (const seed of seeds) {
      const away = play('laggard', seed)
      const before = away.at(3_999, n3).commitIndex
      expect(away.at(3_999, n1).log.start).toBeGreaterThan(before)
      away.simulator.runTo(9_000)
      const pieces = away.steps.filter(
        ({ node, input }) => node === n3 && input.kind === 'message' && input.message.type === 'installSnapshot',
      )
      expect(pieces.length).toBeGreaterThan(1)
      const [late, other] = [away.simulator.node(n3)!, away.simulator.node(n1)!]
      expect(late.commitIndex).toBeGreaterThan(before)
      expect(late.commitIndex).toBeGreaterThan(other.snapshot.index - 1)
    }
  })
})

describe('members', () => {
  test('[R14] a change that a minority began is in force there, and rolled back when the others are heard (§6)', () => {
    for (const seed of seeds) {
      const change = play('abandoned-change', seed)
      const alone = change.at(2_100, n1).configuration
      expect([alone.incoming, alone.outgoing.length]).toEqual([[n1, n2], 5])
      expect(change.at(3_999, n3).configuration.outgoing).toEqual([])
      change.simulator.runTo(10_000)
      for (const peer of change.simulator.members) {
        const { incoming, outgoing } = change.simulator.node(peer)!.configuration
        expect([incoming.length, outgoing.length], peer).toEqual([5, 0])
      }
    }
  })

  test('a newcomer that cannot catch up is not let in; who can takes its place (thesis §4.2.1)', () => {
    for (const seed of seeds) {
      const change = play('newcomers', seed)
      expect(change.at(4_000, n1).configuration.incoming).toEqual([n1, n2, n3])
      expect(refusalsOf(change.steps)).toContain(reasons.notCaughtUp)
      const { configuration, commitIndex } = change.at(10_000, n4)
      expect(configuration).toEqual({ incoming: [n1, n2, n4], outgoing: [], learners: [n5] })
      expect(change.simulator.node(n5)!.commitIndex).toBeGreaterThan(commitIndex - 20)
    }
  })
})

describe('leases', () => {
  test('[R12] a leader answers reads at once, and none after its lease (thesis §6.4.1)', () => {
    for (const seed of seeds) {
      const lease = play('leases', seed)
      lease.simulator.runTo(4_000)
      const answered = lease.steps.filter(
        ({ node, input, effects }) =>
          node === n1 &&
          input.kind === 'request' &&
          input.request.type === 'read' &&
          effects.some(({ kind }) => kind === 'answer'),
      )
      expect(answered.filter(({ atMs }) => atMs > 1_100 && atMs < 2_000).length).toBeGreaterThan(20)
      expect(answered.at(-1)!.atMs).toBeLessThan(2_150)
    }
  })

  test('[R12] where the clocks drift beyond the bound, somebody reads the past', () => {
    for (const seed of seeds) {
      const { rules } = run({ lab, seed, scenario: 'slow-clock' })
      expect(rules.filter(({ verdict }) => verdict.is === 'broken').map(({ id }) => id)).toEqual(['R12'])
    }
  })

  test('[R12] the same clocks do no harm where reads ask a majority', () => {
    for (const seed of seeds) {
      const { rules } = run({ lab, seed, scenario: 'slow-clock', options: { reads: 'index' } })
      expect(rules.filter(({ verdict }) => verdict.is === 'broken')).toEqual([])
    }
  })
})

function refusalsOf(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ effects }) => effects.flatMap(effect => (effect.kind === 'refuse' ? [effect.reason] : [])))
}
