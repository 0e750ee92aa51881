// A long record is told a page at a time: as many lines as one answer may hold.

import { utf8Length } from '../../core/bytes.ts'
import type { Chapter } from './chapter.ts'
import type { Answer } from './words.ts'
import { pageBytesMax } from './words.ts'

/** What a line costs beside its text: its number, and the name of its pen. */
const aroundLineBytes = 96
const pageLinesMax = 4096

export function recordPage(chapter: Chapter<any, any>, from: number): Extract<Answer, { type: 'record' }> {
  const { chronicle, setting } = chapter
  const { founding, charter, members } = setting
  const lines = chronicle.entries.slice(from, from + fitting(chronicle.entries, from, ({ text }) => text))
  const isAll = from + lines.length >= chronicle.entries.length
  return { type: 'record', founding, charter, nodes: members, lines, isAll }
}

/** The lines from a place on that one answer may hold. */
export const linesFrom = (lines: readonly string[], first: number): readonly string[] =>
  lines.slice(first, first + fitting(lines, first, text => text))

/** How many fit: at least one, for no line is longer than a page. */
function fitting<T>(items: readonly T[], from: number, textOf: (item: T) => string): number {
  let bytes = 0
  let count = 0
  for (; from + count < items.length && count < pageLinesMax; count++) {
    bytes += utf8Length(textOf(items[from + count]!)) + aroundLineBytes
    if (bytes > pageBytesMax && count > 0) break
  }
  return count
}
