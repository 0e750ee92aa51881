// Logs with vector clocks as ShiViz reads them, in both directions: two lines an event, by the default parser
// `(?<host>\S*) (?<clock>{.*})\n(?<event>.*)`.

import { nat } from '../core/shape.ts'
import { Malformed } from '../core/wire.ts'
import { exactly } from './checks.ts'
import type { Happening } from './happening.ts'
import { sentence } from './story.ts'
import { MalformedTrace, malformedOn } from './trace-malformed.ts'
import { hostOf, type VectorClock, VectorClocks } from './vector-clock.ts'

export interface ClockedEvent {
  readonly host: string
  readonly clock: VectorClock
  readonly event: string
  /** Where it stood, from 1. */
  readonly line: number
}

export const defaultPattern = /^(?<host>\S*) (?<clock>\{.*\})\n(?<event>.*)$/gm
export const eventsMax = 1_000_000

/** What happened at a node or a client; what befell the network or a message on its way has no clock. */
export function writeShiviz(happenings: Iterable<Happening>): string {
  const clocks = new VectorClocks()
  const lines: string[] = []
  for (const happening of happenings) {
    const host = hostOf(happening)
    if (host === null) continue
    const clock = clocks.tick(wordOf(host), happening)
    lines.push(`${wordOf(host)} ${JSON.stringify(Object.fromEntries(clock))}\n${sentence(happening)}\n`)
  }
  return lines.join('')
}

/** The pattern is global, with the groups `host`, `clock` and `event`. Throws `MalformedTrace`. */
export function readShiviz(text: string, pattern: RegExp = defaultPattern): readonly ClockedEvent[] {
  const events: ClockedEvent[] = []
  let line = 1
  let counted = 0
  for (const match of text.matchAll(pattern)) {
    line += text.slice(counted, match.index).split('\n').length - 1
    counted = match.index
    if (events.length === eventsMax) throw new MalformedTrace(line, 'event', `expected at most ${eventsMax} events`)
    const { host = '', clock = '', event = '' } = match.groups ?? {}
    events.push({ host, clock: readClock(clock, host, line), event, line })
  }
  if (events.length === 0) throw new MalformedTrace(1, 'event', 'expected at least one event')
  return events
}

/**
 * Says why the clocks cannot be those of one run, or null. Each host counts its own events from 1, forgets nothing,
 * and whoever knows of another's event knows all that this one knew.
 */
export function whyNotCausal(events: readonly ClockedEvent[]): string | null {
  const known = new Map<string, ClockedEvent>()
  const nameOf = (host: string, count: number): string => `${host}:${count}`
  for (const event of events) {
    const name = nameOf(event.host, event.clock.get(event.host)!)
    const twin = known.get(name)
    if (twin !== undefined) return `line ${event.line}: ${name} stood in line ${twin.line} already`
    known.set(name, event)
  }
  for (const { host, clock, line } of events) {
    for (const [other, count] of clock) {
      const before = other === host ? count - 1 : count
      if (before === 0) continue
      const past = known.get(nameOf(other, before))
      if (past === undefined) return `line ${line}: ${host} knows of ${nameOf(other, before)}, which did not happen`
      const forgotten = [...past.clock].find(([third, least]) => (clock.get(third) ?? 0) < least)
      if (forgotten !== undefined) {
        return `line ${line}: ${host} knows of ${nameOf(other, before)}, but not of its past ${nameOf(...forgotten)}`
      }
    }
  }
  return null
}

function readClock(source: string, host: string, line: number): VectorClock {
  try {
    const parsed: unknown = JSON.parse(source)
    const hosts = Object.keys(Object(parsed))
    const clock = exactly(parsed, 'clock', Object.fromEntries(hosts.map(name => [name, nat])))
    if (!Object.hasOwn(clock, host)) throw new Malformed(`clock.${host}: expected the host's own count, got nothing`)
    return new Map(Object.entries(clock as Record<string, number>))
  } catch (error) {
    if (error instanceof SyntaxError) throw new MalformedTrace(line, 'clock', 'expected JSON')
    throw error instanceof Malformed ? malformedOn(line, error) : error
  }
}

/** A host is one word, and no two become the same. */
const wordOf = (host: string): string => host.replace(/[\s%]/gu, encodeURIComponent)
