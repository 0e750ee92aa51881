// A text that many edit at once: the replicated growable array. Roh, Jeon, Kim & Lee, "Replicated abstract data types:
// Building blocks for collaborative applications", 2011, §4.
//
// Each letter has an id that never changes, and says after which letter it was written. Positions shift under
// concurrent edits; ids do not. A deleted letter stays as a tombstone, for others may be writing after it just now.

import { list, maybe, record, type Shape, textOf, wrong } from '../shape.ts'
import { compareDots, type Dot, dot, isSameDot, nameOf } from './dot.ts'
import { knows, type VersionVector } from './version-vector.ts'

export interface Letter {
  readonly id: Dot
  /** The letter that it was written after; `null` for the beginning. */
  readonly after: Dot | null
  /** One code point. */
  readonly letter: string
  /** The deletion that made it a tombstone: of several, the first in the order of dots. */
  readonly gone: Dot | null
}
const codePoint: Shape<string> = {
  ...textOf(4),
  name: 'letter',
  check: (value, path) => (isCodePoint(value) ? value : wrong(path, 'letter', value)),
  read(from) {
    const read = from.text(4)
    return isCodePoint(read) ? read : from.fail('expected one letter')
  },
  sample: random => random.pick(['a', 'ñ', '群', '🐝']),
}

export const letter: Shape<Letter> = record({ id: dot, after: maybe(dot), letter: codePoint, gone: maybe(dot) })

/** In the order of the text, tombstones and all. */
export type Sequence = readonly Letter[]
export const sequence: Shape<Sequence> = list(letter)

/**
 * The rule: a letter stands right after the one it was written after, behind all that is later than itself. Later
 * letters there are from others who wrote in the same place, or follow on such; an earlier one ends the row.
 */
export function integrate(sequence: Sequence, letter: Letter): Sequence {
  let place = letter.after === null ? 0 : placeOf(sequence, letter.after) + 1
  while (place < sequence.length && compareDots(sequence[place]!.id, letter.id) > 0) place++
  return sequence.toSpliced(place, 0, letter)
}

/** Letters that follow on each other, as they are typed. */
export function lettersOf(text: string, after: Dot | null, first: Dot): readonly Letter[] {
  return Array.from(text, (letter, index) => ({
    id: { actor: first.actor, count: first.count + index },
    after: index === 0 ? after : { actor: first.actor, count: first.count + index - 1 },
    letter,
    gone: null,
  }))
}

export function insert(sequence: Sequence, text: string, after: Dot | null, first: Dot): Sequence {
  return lettersOf(text, after, first).reduce(integrate, sequence)
}

/** Makes tombstones of these letters. What is not there was collected before. */
export function cut(sequence: Sequence, ids: readonly Dot[], by: Dot): Sequence {
  const names = new Set(ids.map(nameOf))
  return sequence.map(letter => (names.has(nameOf(letter.id)) ? { ...letter, gone: first(letter.gone, by) } : letter))
}

/** What is new on the right goes into the left; `known` is what the left has ever taken in. */
export function joinSequences(left: Sequence, right: Sequence, known: VersionVector): Sequence {
  // Who knows nothing takes over the order: what a letter was written behind may have been collected long since.
  if (known.size === 0) return right
  const gone = new Map(right.flatMap(({ id, gone }) => (gone === null ? [] : [[nameOf(id), gone]])))
  const marked = left.map(letter => {
    const by = gone.get(nameOf(letter.id))
    return by === undefined ? letter : { ...letter, gone: first(letter.gone, by) }
  })
  // What the left knows and does not hold, it has collected. In the order of dots nothing comes before what it follows.
  const unknown = right.filter(({ id }) => !knows(known, id))
  return unknown.sort((one, other) => compareDots(one.id, other.id)).reduce(integrate, marked)
}

/**
 * Without the tombstones that nobody can name any more: all know that they are gone, and all know the letters that
 * follow on them. Whatever is written from now on is later than those letters, and finds the same place without them.
 */
export function collectLetters(sequence: Sequence, stable: VersionVector): Sequence {
  const needed = new Set<string>()
  for (const { id, after } of sequence) if (after !== null && !knows(stable, id)) needed.add(nameOf(after))
  return sequence.filter(({ id, gone }) => gone === null || !knows(stable, gone) || needed.has(nameOf(id)))
}

export const visible = (sequence: Sequence): Sequence => sequence.filter(({ gone }) => gone === null)

export const textIn = (sequence: Sequence): string =>
  visible(sequence)
    .map(({ letter }) => letter)
    .join('')

/** Before the first where it is not there. */
const placeOf = (sequence: Sequence, id: Dot): number => sequence.findIndex(letter => isSameDot(letter.id, id))

const first = (one: Dot | null, other: Dot): Dot => (one === null || compareDots(other, one) < 0 ? other : one)

const isCodePoint = (value: unknown): value is string => typeof value === 'string' && /^[^\ud800-\udfff]$/su.test(value)
