// Raft that begins with something on its disks: the way to set up the logs of the paper's figures 7 and 8, from which the
// protocol then goes on by itself.

import type { PeerId } from '../../core/ids.ts'
import type { Machine } from '../../core/machine.ts'
import type { Context, Durable, Protocol } from '../../core/protocol.ts'
import { list, maybe, nat, type Of, record } from '../../core/shape.ts'
import { settled } from './configuration.ts'
import { logFrom } from './log.ts'
import type { RaftNode, RaftOptions } from './node.ts'
import type { Raft } from './vocabulary.ts'

/** One for each server, in the order of their names: its term, and the terms of the entries in its log. */
export const disks = maybe(list(record({ term: nat, log: list(nat) })))
export type Disks = Of<typeof disks>

/** What a reader may choose. */
export interface LabOptions extends RaftOptions {
  readonly disks: Disks
}

export function withDisks(
  protocol: Protocol<Raft, RaftNode>,
  disks: Disks | undefined,
  machine: Machine,
): Protocol<Raft, RaftNode> {
  if (!disks) return protocol
  return { ...protocol, start: (ctx, durable) => protocol.start(ctx, durable ?? found(ctx, disks, machine)) }
}

/** As after a crash: what the server saved in an earlier life. Its entries change nothing when they are applied. */
function found(ctx: Context<Raft>, disks: NonNullable<Disks>, machine: Machine): Durable<Raft> | undefined {
  const servers: readonly PeerId[] = [ctx.self, ...ctx.peers].sort()
  const disk = disks[servers.indexOf(ctx.self)]
  if (disk === undefined) return undefined
  const founders = settled(servers, [])
  return {
    term: disk.term,
    votedFor: null,
    snapshot: { index: 0, term: 0, configuration: founders, sessions: [], machine: machine.initial },
    log: logFrom(
      { index: 0, term: 0 },
      disk.log.map(term => ({ term, content: { type: 'noOp' } })),
    ),
  }
}
