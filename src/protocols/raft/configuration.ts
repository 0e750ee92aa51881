// Who belongs to the cluster: configurations as values (§6; thesis chapter 4).

import type { PeerId } from '../../core/ids.ts'
import type { Voters } from '../../core/quorum.ts'
import { entryAt } from './log.ts'
import type { Configuration, Log, Snapshot } from './vocabulary.ts'

export const settled = (voters: Voters, learners: readonly PeerId[]): Configuration => ({
  incoming: voters,
  outgoing: [],
  learners,
})

export const isJoint = ({ outgoing }: Configuration): boolean => outgoing.length > 0

/** One voter is all of them. */
export const isAlone = ({ incoming, outgoing }: Configuration): boolean => incoming.length === 1 && outgoing.length <= 1

/** C_old,new: decisions need a majority of both. */
export const joint = (before: Configuration, target: Configuration): Configuration => ({
  ...target,
  outgoing: before.incoming,
})

export const isVoter = ({ incoming, outgoing }: Configuration, peer: PeerId): boolean =>
  incoming.includes(peer) || outgoing.includes(peer)

export const votersOf = ({ incoming, outgoing }: Configuration): ReadonlySet<PeerId> =>
  new Set([...incoming, ...outgoing])

/** Everyone who gets the log. */
export const membersOf = ({ incoming, outgoing, learners }: Configuration): ReadonlySet<PeerId> =>
  new Set([...incoming, ...outgoing, ...learners])

export function haveSameVoters(left: Configuration, right: Configuration): boolean {
  return left.incoming.length === right.incoming.length && left.incoming.every(peer => right.incoming.includes(peer))
}

/** The latest configuration at or before an index, and where it stands. */
export function configurationAt(
  log: Log,
  snapshot: Snapshot,
  index: number,
): { readonly configuration: Configuration; readonly index: number } {
  for (let at = index; at > Math.max(log.start, snapshot.index); at--) {
    const { content } = entryAt(log, at)
    if (content.type === 'configuration') return { configuration: content.configuration, index: at }
  }
  return { configuration: snapshot.configuration, index: snapshot.index }
}
