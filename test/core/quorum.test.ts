// Goal: quorum arithmetic that etcd would sign. Method: every case of etcd's own scripts, then laws over drawn votes.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PeerId } from '../../src/core/ids.ts'
import {
  committedIndex,
  type JointQuorum,
  jointCommittedIndex,
  jointVoteResult,
  majority,
  type Voters,
  voteResult,
} from '../../src/core/quorum.ts'
import { describeGroundTruth } from '../ground-truth.ts'
import { parseQuorumScript, type QuorumCase } from './quorum-script.ts'

describeGroundTruth('etcd’s quorum cases', 'etcd-raft/quorum/testdata', folder => {
  const cases = readdirSync(folder).flatMap(file => parseQuorumScript(file, readFileSync(join(folder, file), 'utf8')))

  test('are all here', () => {
    expect(cases.length).toBe(127)
  })

  for (const quorumCase of cases) {
    test(quorumCase.name, () => {
      const { expected, quorum, isJoint } = quorumCase
      const swapped: JointQuorum = { incoming: quorum.outgoing, outgoing: quorum.incoming }
      const twice: JointQuorum = { incoming: quorum.incoming, outgoing: quorum.incoming }
      expect(jointAnswer(quorumCase, quorum)).toBe(expected)
      expect(jointAnswer(quorumCase, swapped)).toBe(expected)
      if (isJoint) return
      expect(simpleAnswer(quorumCase)).toBe(expected)
      expect(jointAnswer(quorumCase, twice)).toBe(expected)
    })
  }
})

describe('a majority', () => {
  test('meets every other majority in at least one voter', () => {
    for (let voterCount = 1; voterCount <= 7; voterCount++) {
      const majorities = subsets(voterCount).filter(subset => bitCount(subset) >= majority(voterCount))
      for (const one of majorities) for (const other of majorities) expect(one & other).not.toBe(0)
    }
  })

  test('is no larger than it must be: with one voter fewer, two could miss each other', () => {
    for (let voterCount = 1; voterCount <= 100; voterCount++) {
      expect(2 * (majority(voterCount) - 1)).toBeLessThanOrEqual(voterCount)
    }
  })
})

describe('the committed index', () => {
  test('is the greatest index that a majority holds', () => {
    fc.assert(
      fc.property(anyVoters, anyIndexes, (voters, indexes) => {
        const held = (index: number): boolean =>
          voters.filter(voter => (indexes.get(voter) ?? 0) >= index).length >= majority(voters.length)
        fc.pre(voters.length > 0)
        const committed = committedIndex(voters, voter => indexes.get(voter))
        expect(held(committed)).toBe(true)
        expect(held(committed + 1)).toBe(false)
      }),
    )
  })

  test('of no voters at all is infinite', () => {
    expect(committedIndex([], () => 5)).toBe(Number.POSITIVE_INFINITY)
  })

  test('never falls when a voter acknowledges more', () => {
    fc.assert(
      fc.property(anyQuorum, anyIndexes, anyVoter, fc.nat(9), (quorum, indexes, voter, more) => {
        const before = jointCommittedIndex(quorum, peer => indexes.get(peer))
        const later = new Map(indexes).set(voter, (indexes.get(voter) ?? 0) + more)
        expect(jointCommittedIndex(quorum, peer => later.get(peer))).toBeGreaterThanOrEqual(before)
      }),
    )
  })

  test('of a joint quorum is held by a majority of each half', () => {
    fc.assert(
      fc.property(anyQuorum, anyIndexes, (quorum, indexes) => {
        const committed = jointCommittedIndex(quorum, peer => indexes.get(peer))
        for (const half of [quorum.incoming, quorum.outgoing]) {
          expect(committedIndex(half, peer => indexes.get(peer))).toBeGreaterThanOrEqual(committed)
        }
      }),
    )
  })

  test('of a quorum joint with itself, or with no voters, is that of the quorum alone', () => {
    fc.assert(
      fc.property(anyVoters, anyIndexes, (voters, indexes) => {
        const alone = committedIndex(voters, peer => indexes.get(peer))
        for (const outgoing of [voters, []]) {
          expect(jointCommittedIndex({ incoming: voters, outgoing }, peer => indexes.get(peer))).toBe(alone)
        }
      }),
    )
  })

  test('does not depend on the order of the voters', () => {
    fc.assert(
      fc.property(anyVoters, anyIndexes, (voters, indexes) => {
        const acknowledgedBy = (peer: PeerId): number | undefined => indexes.get(peer)
        expect(committedIndex(voters.toReversed(), acknowledgedBy)).toBe(committedIndex(voters, acknowledgedBy))
      }),
    )
  })
})

describe('a vote', () => {
  test('that is decided stays as it is, whoever votes later', () => {
    fc.assert(
      fc.property(anyQuorum, anyVotes, anyVotes, (quorum, votes, lateVotes) => {
        const now = jointVoteResult(quorum, voter => votes.get(voter))
        fc.pre(now !== 'pending')
        expect(jointVoteResult(quorum, voter => votes.get(voter) ?? lateVotes.get(voter))).toBe(now)
      }),
    )
  })

  test('that is pending can still be won and still be lost', () => {
    fc.assert(
      fc.property(anyQuorum, anyVotes, (quorum, votes) => {
        fc.pre(jointVoteResult(quorum, voter => votes.get(voter)) === 'pending')
        expect(jointVoteResult(quorum, voter => votes.get(voter) ?? true)).toBe('won')
        expect(jointVoteResult(quorum, voter => votes.get(voter) ?? false)).toBe('lost')
      }),
    )
  })

  test('is never won by two candidates, even if one counts the joint quorum and the other only one half of it', () => {
    fc.assert(
      fc.property(anyQuorum, anyVotes, (quorum, votes) => {
        fc.pre(quorum.incoming.length > 0)
        const forOne = jointVoteResult(quorum, voter => votes.get(voter) === true)
        const forOther = voteResult(quorum.incoming, voter => votes.get(voter) === false)
        expect([forOne, forOther]).not.toEqual(['won', 'won'])
      }),
    )
  })

  test('of a quorum joint with itself, or with no voters, is that of the quorum alone', () => {
    fc.assert(
      fc.property(anyVoters, anyVotes, (voters, votes) => {
        const alone = voteResult(voters, voter => votes.get(voter))
        for (const outgoing of [voters, []]) {
          expect(jointVoteResult({ incoming: voters, outgoing }, voter => votes.get(voter))).toBe(alone)
        }
      }),
    )
  })
})

const peers = 'abcdefghi'.split('') as PeerId[]
const anyVoter = fc.constantFrom(...peers)
const anyVoters: fc.Arbitrary<Voters> = fc.subarray(peers)
const anyQuorum: fc.Arbitrary<JointQuorum> = fc.record({ incoming: anyVoters, outgoing: anyVoters })
const anyIndexes = fc.array(fc.tuple(anyVoter, fc.nat(20))).map(entries => new Map(entries))
const anyVotes = fc.array(fc.tuple(anyVoter, fc.boolean())).map(entries => new Map(entries))

const jointAnswer = ({ votes, indexes }: QuorumCase, quorum: JointQuorum): string =>
  votes
    ? jointVoteResult(quorum, voter => votes.get(voter))
    : String(jointCommittedIndex(quorum, voter => indexes.get(voter)))

const simpleAnswer = ({ votes, indexes, quorum }: QuorumCase): string =>
  votes
    ? voteResult(quorum.incoming, voter => votes.get(voter))
    : String(committedIndex(quorum.incoming, voter => indexes.get(voter)))

const subsets = (count: number): number[] => Array.from({ length: 2 ** count }, (_, subset) => subset)
const bitCount = (bits: number): number => (bits === 0 ? 0 : (bits & 1) + bitCount(bits >> 1))
