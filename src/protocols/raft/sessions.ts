// What the machine and the sessions become when an entry is applied: the same on every server (§8; thesis §6.3).

import type { Ticket } from '../../core/ids.ts'
import type { Machine } from '../../core/machine.ts'
import type { PlainValue } from '../../core/plain-shape.ts'
import type { Context } from '../../core/protocol.ts'
import type { Law } from './law.ts'
import { type RaftNode, reasons } from './node.ts'
import type { Content, Entry, Raft, Session } from './vocabulary.ts'

export type Applied =
  | { readonly is: 'done' }
  | { readonly is: 'answered'; readonly answer: PlainValue }
  /** The command had no effect, on no server. */
  | { readonly is: 'refused'; readonly reason: string }
  /** It had its effect, and the answer is gone. */
  | { readonly is: 'forgotten' }

type Command = Extract<Content, { type: 'command' }>

const done: Applied = { is: 'done' }

export function apply(node: RaftNode, { content }: Entry, index: number, law: Law): Applied {
  switch (content.type) {
    case 'command':
      return applyCommand(node, content, index, law)
    case 'openSession':
      openSession(node, index, law)
      return { is: 'answered', answer: index }
    default:
      return done
  }
}

/** Tells a client what became of its entry. */
export function settle(applied: Applied, ticket: Ticket, ctx: Context<Raft>): void {
  switch (applied.is) {
    case 'answered':
      return ctx.answer(ticket as Ticket<'propose'>, applied.answer)
    case 'refused':
      return ctx.refuse(ticket, applied.reason)
    default:
      return ctx.abandon(ticket, reasons.answerForgotten)
  }
}

function openSession(node: RaftNode, index: number, { settings }: Law): void {
  if (node.sessions.size >= settings.sessionsMax) expireOne(node.sessions)
  node.sessions.set(index, { lastUsed: index, lowestOpen: 0, answers: [] })
}

/** The one that was not used for longest goes. Never by the order of the map, which a snapshot does not keep. */
function expireOne(sessions: Map<number, Session>): void {
  let oldest: number | null = null
  for (const [id, { lastUsed }] of sessions) {
    if (oldest === null || lastUsed < sessions.get(oldest)!.lastUsed) oldest = id
  }
  if (oldest !== null) sessions.delete(oldest)
}

function applyCommand(node: RaftNode, asked: Command, index: number, { machine, settings, decisions }: Law): Applied {
  const session = node.sessions.get(asked.session)
  if (session === undefined) return { is: 'refused', reason: reasons.unknownSession }
  const earlier = decisions.earlierAnswer(session, asked.serial)
  if (earlier !== undefined) return { is: 'answered', answer: earlier.answer }
  if (asked.serial < session.lowestOpen) return { is: 'forgotten' }

  const lowestOpen = Math.max(session.lowestOpen, asked.lowestOpen)
  const kept = session.answers.filter(({ serial }) => serial >= lowestOpen)
  if (kept.length >= settings.answersPerSessionMax) return { is: 'refused', reason: reasons.tooManyAnswers }
  const answer = applyToMachine(node, machine, asked.command)
  const answers = asked.serial < lowestOpen ? kept : withAnswer(kept, { serial: asked.serial, answer })
  node.sessions.set(asked.session, { lastUsed: index, lowestOpen, answers })
  return { is: 'answered', answer }
}

/** Measured: pushing the first onto an empty list reserves room for seventeen, in each session of each server. */
const withAnswer = (answers: Session['answers'], fresh: Session['answers'][number]): Session['answers'] =>
  answers.length === 0 ? [fresh] : [...answers, fresh]

/** A command that the machine cannot take, which only a liar puts into a log, changes nothing, on all servers alike. */
function applyToMachine(node: RaftNode, machine: Machine, command: PlainValue): PlainValue {
  try {
    const { state, answer } = machine.apply(node.machine, command)
    node.machine = state
    return answer
  } catch {
    return null
  }
}
