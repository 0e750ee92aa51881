// Texts that grow by appending, and what can be told from the whole of one about its parts.

import { countBelow } from '../sorted.ts'

/** Tells whether a text begins one of these. In sorted order, those that it begins stand right after its own place. */
export function beginsOneOf(texts: readonly string[]): (text: string) => boolean {
  const sorted = [...texts].sort()
  return text => sorted[countBelow(sorted, text)]?.startsWith(text) ?? false
}

/** Tells which of the endings a text has, by their lengths. An ending may stand there several times. */
export function endsOf(endings: readonly (string | null)[]): (text: string) => readonly Ends[] {
  const places = new Map<string, number[]>()
  endings.forEach((ending, place) => {
    if (ending === null) return
    const alike = places.get(ending)
    if (alike === undefined) places.set(ending, [place])
    else alike.push(place)
  })
  const lengths = [...new Set([...places.keys()].map(({ length }) => length))]
  return text =>
    lengths.flatMap(length => {
      const cut = text.length - length
      const alike = cut < 0 ? undefined : places.get(text.slice(cut))
      return alike === undefined ? [] : [{ alike, rest: text.slice(0, cut) }]
    })
}

interface Ends {
  /** The places of the ending. */
  readonly alike: readonly number[]
  /** The text without it. */
  readonly rest: string
}

/** Parts of more lengths than this are not looked for: they count as found. */
const lengthsMax = 64

/** Those of the parts that stand somewhere in one of the texts. What neighbours in sorted order share is looked at once. */
export function partsWithin(parts: ReadonlySet<string>, texts: readonly string[]): ReadonlySet<string> {
  const lengths = new Set([...parts].map(({ length }) => length))
  if (lengths.size > lengthsMax) return parts
  const found = new Set(parts.has('') ? [''] : [])
  let last = ''
  for (const text of [...texts].sort()) {
    const shared = lengthShared(last, text)
    for (const length of lengths) {
      for (let end = Math.max(shared + 1, length); end <= text.length; end++) {
        const part = text.slice(end - length, end)
        if (parts.has(part)) found.add(part)
      }
    }
    last = text
  }
  return found
}

function lengthShared(left: string, right: string): number {
  let length = 0
  while (length < left.length && left.charCodeAt(length) === right.charCodeAt(length)) length++
  return length
}
