// What can be counted of a run, over its time up to the reader: messages, bytes, losses, what is in the air, and any number
// that nodes hold. Counted a stretch at a time, so that a page does not stand still. It does not know how it is drawn.

import { encode, speechOf } from '../core/codec.ts'
import type { PeerId } from '../core/ids.ts'
import type { Message } from '../core/protocol.ts'
import { isRecord } from '../core/shape.ts'
import type { Arrow } from './tape/arrows.ts'
import type { Tape } from './tape/tape.ts'
import type { Workbench } from './workbench.ts'

/** More could not be told apart on a phone. */
export const spansMax = 80
/** Of one node: the first that are met. */
export const numbersMax = 24
/** The first of so many nodes are asked. */
export const nodesMax = 200
const arrowsPerStretch = 500

export interface Measured {
  /** The end of each span of time; all spans are equally long. */
  readonly ends: readonly number[]
  /** In each span. */
  readonly sent: readonly number[]
  readonly bytes: readonly number[]
  readonly lost: readonly number[]
  /** At the end of each span. */
  readonly inTheAir: readonly number[]
  /** The number that was asked for, of each node, at the end of each span; null where it is down or has none. */
  readonly held: ReadonlyMap<PeerId, readonly (number | null)[]>
}

/** The numbers that a node holds, and how many things: `term`, `log.start`, `log.entries: count`. */
export function numbersOf(node: unknown): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  const look = (value: unknown, name: string, depth: number): void => {
    if (found.size >= numbersMax) return
    if (typeof value === 'number' && Number.isFinite(value)) found.set(name, value)
    else if (Array.isArray(value)) found.set(`${name}: count`, value.length)
    else if (value instanceof Map || value instanceof Set) found.set(`${name}: count`, value.size)
    else if (isRecord(value) && depth < 2)
      for (const [field, part] of Object.entries(value)) look(part, name === '' ? field : `${name}.${field}`, depth + 1)
  }
  if (!Array.isArray(node)) look(node, '', 0)
  return found
}

/** `number`: one of the names of `numbersOf`, or null where none is asked for. */
export function* measure(
  { tape, position, atMs, members }: Pick<Workbench, 'tape' | 'position' | 'atMs' | 'members'>,
  number: string | null,
): Generator<undefined, Measured> {
  const width = Math.max(atMs, 1) / spansMax
  const ends = Array.from({ length: spansMax }, (_, span) => (span + 1) * width)
  const none = () => ends.map(() => 0)
  const [sent, bytes, lost] = [none(), none(), none()]
  const spanOf = (ms: number) => Math.min(spansMax - 1, Math.floor(ms / width))
  let count = 0
  for (const { sentIndex, sentAtMs, end, message } of tape.arrows) {
    if (sentIndex < position) {
      const span = spanOf(sentAtMs)
      sent[span]!++
      bytes[span]! += bytesOf(tape, message)
    }
    if (end !== null && end.lost !== null && end.index < position) lost[spanOf(end.atMs)]!++
    if (++count % arrowsPerStretch === 0) yield
  }
  const places = ends.map(ms => Math.min(position, tape.positionAt(ms)))
  const inTheAir = []
  for (const place of places) {
    inTheAir.push(tape.onTheWay(place).length)
    yield
  }
  const held = new Map<PeerId, readonly (number | null)[]>()
  for (const peer of number === null ? [] : members.slice(0, nodesMax)) {
    held.set(
      peer,
      places.map(place => numbersOf(tape.actor(peer, place).node).get(number!) ?? null),
    )
    yield
  }
  return { ends, sent, bytes, lost, inTheAir, held }
}

const sizes = new WeakMap<Message<any>, number>()

/** As it goes over a wire. */
function bytesOf({ protocol }: Tape, message: Arrow['message']): number {
  let size = sizes.get(message)
  if (size === undefined) {
    size = encode(speechOf(protocol.vocabulary).message, message).length
    sizes.set(message, size)
  }
  return size
}
