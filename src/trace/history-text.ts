// Histories as text, in either of two formats: JSON Lines, ours, and the EDN that Jepsen writes.

import type { History } from './history.ts'
import { readJepsen, writeJepsen } from './history-jepsen.ts'
import { readJsonLines, writeJsonLines } from './history-json-lines.ts'
import { MalformedHistory } from './history-malformed.ts'

export const historyTextLengthMax = 1 << 28

/** Some editors put it before all else. */
const byteOrderMark = '\ufeff'

export type HistoryFormat = 'json-lines' | 'jepsen'

/** Throws `MalformedHistory`, which names line and field. The format, where it is not given, is told by the first sign. */
export function parseHistory(text: string, options: { readonly format?: HistoryFormat } = {}): History {
  if (text.length > historyTextLengthMax) {
    throw new MalformedHistory(1, 'history', `at most ${historyTextLengthMax} characters`, text.length)
  }
  const marked = text.startsWith(byteOrderMark) ? text.slice(byteOrderMark.length) : text
  const format = options.format ?? formatOf(marked)
  return format === 'jepsen' ? readJepsen(marked) : readJsonLines(marked)
}

export function formatHistory(history: History, format: HistoryFormat): string {
  return format === 'jepsen' ? writeJepsen(history) : writeJsonLines(history)
}

/** `[`, `(`, `{:`, `#jepsen.history.Op{`, `^` or a comment begins EDN. A file of nothing was hardly meant to be judged. */
function formatOf(text: string): HistoryFormat {
  if (text.trim() === '') throw new MalformedHistory(1, 'history', 'a header or an event', undefined)
  return /^[\s,]*(?:[[(#;^]|\{[\s,]*:)/.test(text) ? 'jepsen' : 'json-lines'
}
