// Histories as text, in either of two formats: JSON Lines, ours, and the EDN that Jepsen writes.

import type { History } from './history.ts'
import { readJepsen, writeJepsen } from './history-jepsen.ts'
import { readJsonLines, writeJsonLines } from './history-json-lines.ts'
import { MalformedHistory } from './history-malformed.ts'

export const historyTextLengthMax = 1 << 28

export type HistoryFormat = 'json-lines' | 'jepsen'

/** Throws `MalformedHistory`, which names line and field. The format, where it is not given, is told by the first sign. */
export function parseHistory(text: string, options: { readonly format?: HistoryFormat } = {}): History {
  if (text.length > historyTextLengthMax) {
    throw new MalformedHistory(1, 'history', `at most ${historyTextLengthMax} characters`, text.length)
  }
  const format = options.format ?? formatOf(text)
  return format === 'jepsen' ? readJepsen(text) : readJsonLines(text)
}

export function formatHistory(history: History, format: HistoryFormat): string {
  return format === 'jepsen' ? writeJepsen(history) : writeJsonLines(history)
}

/** `[`, `{:`, `#jepsen.history.Op{`, or a comment begins EDN. */
function formatOf(text: string): HistoryFormat {
  return /^\s*(?:\[|#|;|\{\s*:)/.test(text) ? 'jepsen' : 'json-lines'
}
