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
  if (node.sessions.length >= settings.sessionsMax) expireOne(node.sessions)
  node.sessions.push({ id: index, lastUsed: index, lowestOpen: 0, answers: [] })
}

/** The one that was not used for longest goes. */
function expireOne(sessions: Session[]): void {
  let oldest = 0
  for (let place = 1; place < sessions.length; place++)
    if (sessions[place]!.lastUsed < sessions[oldest]!.lastUsed) oldest = place
  sessions.splice(oldest, 1)
}

export const findSession = (sessions: readonly Session[], id: number): Session | undefined => {
  const session = sessions[placeOf(sessions, id)]
  return session?.id === id ? session : undefined
}

/** Where a session stands in the order of the ids, or would. */
function placeOf(sessions: readonly Session[], id: number): number {
  let low = 0
  let high = sessions.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sessions[middle]!.id < id) low = middle + 1
    else high = middle
  }
  return low
}

function applyCommand(node: RaftNode, asked: Command, index: number, { machine, settings, decisions }: Law): Applied {
  const place = placeOf(node.sessions, asked.session)
  const session = node.sessions[place]
  if (session?.id !== asked.session) return { is: 'refused', reason: reasons.unknownSession }
  const earlier = decisions.earlierAnswer(session, asked.serial)
  if (earlier !== undefined) return { is: 'answered', answer: earlier.answer }
  if (asked.serial < session.lowestOpen) return { is: 'forgotten' }

  const lowestOpen = Math.max(session.lowestOpen, asked.lowestOpen)
  const kept = session.answers.filter(({ serial }) => serial >= lowestOpen)
  if (kept.length >= settings.answersPerSessionMax) return { is: 'refused', reason: reasons.tooManyAnswers }
  const answer = applyToMachine(node, machine, asked.command)
  const answers = asked.serial < lowestOpen ? kept : withAnswer(kept, { serial: asked.serial, answer })
  node.sessions[place] = { id: session.id, lastUsed: index, lowestOpen, answers }
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
