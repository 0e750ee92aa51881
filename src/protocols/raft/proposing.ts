// How a client's command gets into the log, or why not (§5.3, §8).

import type { Ticket } from '../../core/ids.ts'
import type { PlainValue } from '../../core/plain-shape.ts'
import type { Context } from '../../core/protocol.ts'
import { Malformed } from '../../core/wire.ts'
import type { Law } from './law.ts'
import { lastIndex } from './log.ts'
import { type Leader, type RaftNode, reasons } from './node.ts'
import { appendOwn } from './replication.ts'
import type { Content, Raft } from './vocabulary.ts'
import { weightOfContent } from './weight.ts'

/** Takes an entry in, and answers its client once it is applied. */
export function propose(node: RaftNode, content: Content, ticket: Ticket, law: Law, ctx: Context<Raft>): void {
  const { role } = node
  if (role.is !== 'leader') return ctx.refuse(ticket, reasons.notLeader)
  const whyNot = whyNotNow(node, role, law) ?? whyNotTake(content, law)
  if (whyNot !== null) return ctx.refuse(ticket, whyNot)
  role.proposals.push({ index: lastIndex(node.log) + 1, ticket })
  appendOwn(node, role, content, law, ctx)
}

/** Names the field that does not fit the machine's commands, or null. */
export function whyNotCommand(command: PlainValue, { machine }: Law): string | null {
  try {
    machine.command.check(command, 'command')
    return null
  } catch (error) {
    if (error instanceof Malformed) return error.message
    throw error
  }
}

function whyNotNow(node: RaftNode, role: Leader, { settings }: Law): string | null {
  if (role.transfer !== null) return reasons.transferring
  return lastIndex(node.log) - node.commitIndex < settings.entriesUncommittedMax ? null : reasons.tooManyEntries
}

function whyNotTake(content: Content, law: Law): string | null {
  if (content.type !== 'command') return null
  if (weightOfContent(content) > law.settings.commandBytesMax) return reasons.tooLarge
  return whyNotCommand(content.command, law)
}
