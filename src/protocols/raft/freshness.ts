// When a read is fresh: its index is applied, and a quorum showed afterwards, or a lease promises, that no other leader
// can have committed more (thesis §6.4).

import type { PlainValue } from '../../core/plain-shape.ts'
import type { Context } from '../../core/protocol.ts'
import type { Law } from './law.ts'
import type { Leader, LeaderRead, RaftNode } from './node.ts'
import type { Raft } from './vocabulary.ts'

/** Answers the reads that have become fresh, and tells followers which index theirs must wait for. */
export function answerReads(node: RaftNode, role: Leader, law: Law, ctx: Context<Raft>): void {
  if (role.reads.length > 0) answerFresh(node, role, law, ctx)
}

/** Apart, because every commit asks for it, and mostly nobody reads. */
function answerFresh(node: RaftNode, role: Leader, law: Law, ctx: Context<Raft>): void {
  const isFresh = ({ index, round }: LeaderRead): boolean =>
    index <= node.commitIndex && law.decisions.isConfirmed(round, role.confirmedRound)
  const fresh = role.reads.filter(isFresh)
  if (fresh.length === 0) return
  const waiting = role.reads.filter(read => !isFresh(read))
  role.reads.splice(0, role.reads.length, ...waiting)
  for (const { asker, index } of fresh) {
    if (asker.is === 'client') ctx.answer(asker.ticket, readMachine(node, law, asker.query))
    else ctx.send(asker.peer, { type: 'readIndex', serial: asker.serial, index })
  }
}

/** By the leader's own clock, counted from when the heartbeat was sent that a quorum answered. */
export function holdsLease(node: RaftNode, role: Leader, { settings, decisions }: Law, now: number): boolean {
  if (settings.reads !== 'lease' || role.leaseFromMs === null) return false
  if (!settings.checkQuorum) return false // without it nobody shields a leader: another may lead at any time
  if (role.transfer !== null || role.hasHandedOver) return false // another may lead at once (thesis §6.4.1)
  if (node.commitIndex < role.firstIndex) return false
  return now >= role.leaseFromMs && now - role.leaseFromMs < decisions.leaseMs(settings)
}

export const readMachine = (node: RaftNode, { machine }: Law, query: PlainValue): PlainValue =>
  machine.read(node.machine, query)
