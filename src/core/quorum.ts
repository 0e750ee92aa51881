// Majorities, and the joint majorities that carry a change of membership (Raft §6; Ongaro's thesis §4.3): pure arithmetic.

import type { PeerId } from './ids.ts'

/** Who votes, each named once. No voters at all agree to everything, so that half a joint quorum may be empty. */
export type Voters = readonly PeerId[]

/** Two sets of voters that must both agree, each by its own majority. */
export interface JointQuorum {
  readonly incoming: Voters
  /** Those of the configuration being left; empty when no change is under way. */
  readonly outgoing: Voters
}

export type VoteResult = 'won' | 'lost' | 'pending'

/** A vote for or against; undefined from a voter not heard yet. */
export type VoteOf = (voter: PeerId) => boolean | undefined

/** The last index that a voter is known to hold; undefined from a voter not heard yet, which counts as 0. */
export type AcknowledgedBy = (voter: PeerId) => number | undefined

/** The fewest that are more than half, so that any two majorities share a member. */
export function majority(voterCount: number): number {
  return Math.floor(voterCount / 2) + 1
}

/** The greatest index that a majority holds; infinite without voters. */
export function committedIndex(voters: Voters, acknowledgedBy: AcknowledgedBy): number {
  if (voters.length === 0) return Number.POSITIVE_INFINITY
  // Voters are few and this is asked for every acknowledgement: measured, inserting takes less than half of what sort() does.
  const ascending = new Array<number>(voters.length)
  for (let count = 0; count < voters.length; count++) {
    const index = acknowledgedBy(voters[count]!) ?? 0
    let place = count
    for (; place > 0 && ascending[place - 1]! > index; place--) ascending[place] = ascending[place - 1]!
    ascending[place] = index
  }
  return ascending[voters.length - majority(voters.length)]!
}

/** An index is committed once both halves have committed it. */
export function jointCommittedIndex({ incoming, outgoing }: JointQuorum, acknowledgedBy: AcknowledgedBy): number {
  return Math.min(committedIndex(incoming, acknowledgedBy), committedIndex(outgoing, acknowledgedBy))
}

/** Lost as soon as the voters not heard yet could no longer turn it. */
export function voteResult(voters: Voters, voteOf: VoteOf): VoteResult {
  if (voters.length === 0) return 'won'
  let granted = 0
  let open = 0
  for (const voter of voters) {
    const vote = voteOf(voter)
    if (vote === undefined) open++
    else if (vote) granted++
  }
  if (granted >= majority(voters.length)) return 'won'
  return granted + open >= majority(voters.length) ? 'pending' : 'lost'
}

/** One lost half loses the whole; both must be won to win. */
export function jointVoteResult({ incoming, outgoing }: JointQuorum, voteOf: VoteOf): VoteResult {
  const results = [voteResult(incoming, voteOf), voteResult(outgoing, voteOf)]
  if (results.includes('lost')) return 'lost'
  return results.includes('pending') ? 'pending' : 'won'
}
