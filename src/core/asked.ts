// What a step asked for, in its order, as the host that does it reads it: a chain of links that all have one form.
// A list of effects, each with the fields of its kind, is made for those who keep it. Measured: where nobody does, a
// step and what follows from it take a tenth less than with a list.

import type { PeerId, Ticket } from './ids.ts'
import type { Durable, Effect, Event, Job, Message, Millis, Timer, Vocabulary } from './protocol.ts'

/**
 * The chain of one step. Each has its own: measured, a young object that leads to others of its age costs a step a
 * twenty-fifth less than an old one that is used again, of which the collector of garbage must take note each time.
 */
export class Asked<V extends Vocabulary> {
  declare readonly first: Link<V>
  declare last: Link<V>
  /** The latest of those that save; null where none does. */
  save: SaveLink<V> | null = null

  constructor(first: Link<V>) {
    this.first = this.last = first
  }

  add(link: Link<V>): void {
    this.last.next = link
    this.last = link
  }
}

/** One thing asked for, and where it belongs: to a peer, to a ticket, or so many milliseconds from now. */
interface LinkOf<V extends Vocabulary, Kind, What, Where> {
  readonly kind: Kind
  readonly what: What
  readonly where: Where
  next: Link<V> | null
}

type SaveLink<V extends Vocabulary> = LinkOf<V, 'save', Durable<V>, null>

export type Link<V extends Vocabulary> =
  | SaveLink<V>
  | LinkOf<V, 'send', Message<V>, PeerId>
  | LinkOf<V, 'set', Timer<V>, Millis>
  | LinkOf<V, 'cancel', Timer<V>, null>
  | LinkOf<V, 'answer', unknown, Ticket>
  | LinkOf<V, 'refuse' | 'abandon', string, Ticket>
  | LinkOf<V, 'announce', Event<V>, null>
  | LinkOf<V, 'work', Job<V>, null>

export function effectsOf<V extends Vocabulary>(asked: Asked<V> | null): Effect<V>[] {
  const effects: Effect<V>[] = []
  for (let link = asked?.first ?? null; link !== null; link = link.next) effects.push(effectOf(link))
  return effects
}

/** The other way round, for a host whose node does something else than it asked for. */
export function askedFor<V extends Vocabulary>(effects: readonly Effect<V>[]): Asked<V> | null {
  let asked: Asked<V> | null = null
  for (const effect of effects) {
    const link = linkOf(effect)
    if (asked === null) asked = new Asked(link)
    else asked.add(link)
    if (link.kind === 'save') asked.save = link
  }
  return asked
}

function effectOf<V extends Vocabulary>({ kind, what, where }: Link<V>): Effect<V> {
  switch (kind) {
    case 'save':
      return { kind, durable: what }
    case 'send':
      return { kind, to: where, message: what }
    case 'set':
      return { kind, timer: what, delayMs: where }
    case 'cancel':
      return { kind, timer: what }
    case 'answer':
      return { kind, ticket: where, answer: what }
    case 'refuse':
    case 'abandon':
      return { kind, ticket: where, reason: what }
    case 'announce':
      return { kind, event: what }
    case 'work':
      return { kind, job: what }
  }
}

function linkOf<V extends Vocabulary>(effect: Effect<V>): Link<V> {
  const next = null
  switch (effect.kind) {
    case 'save':
      return { kind: effect.kind, what: effect.durable, where: null, next }
    case 'send':
      return { kind: effect.kind, what: effect.message, where: effect.to, next }
    case 'set':
      return { kind: effect.kind, what: effect.timer, where: effect.delayMs, next }
    case 'cancel':
      return { kind: effect.kind, what: effect.timer, where: null, next }
    case 'answer':
      return { kind: effect.kind, what: effect.answer, where: effect.ticket, next }
    case 'refuse':
    case 'abandon':
      return { kind: effect.kind, what: effect.reason, where: effect.ticket, next }
    case 'announce':
      return { kind: effect.kind, what: effect.event, where: null, next }
    case 'work':
      return { kind: effect.kind, what: effect.job, where: null, next }
  }
}
