// Transactions told in Elle's short notation: `ax1` appends 1 to x, `rx12` reads x as [1, 2], `rx` finds nothing.

import { type History, type HistoryEvent, type HistoryValue, historyFrom } from '../../src/trace/history.ts'

/**
 * `ok ax1ry`, with a process before it (`p0 ok ax1`) where one after the other is meant. Without any process, all
 * begin before the first returns.
 */
export function toldTransactions(...lines: readonly string[]): History {
  const events = lines.map((line, index): readonly [HistoryEvent, HistoryEvent] => {
    const [, process = `t${index}`, type, steps] = /^(?:(p\d+) )?(ok|fail|info) (\S+)$/.exec(line)!
    const value = [...steps!.matchAll(/([ar])([a-z])(\d*)/g)].map(
      ([, word, key, digits]): HistoryValue =>
        word === 'a' ? ['append', key!, Number(digits)] : ['r', key!, [...digits!].map(Number)],
    )
    const event = { process, f: 'txn', value }
    return [
      { ...event, type: 'invoke' },
      { ...event, type: type as HistoryEvent['type'] },
    ]
  })
  const isOneByOne = /^p/.test(lines[0] ?? '')
  const header = { model: 'list-append' }
  if (isOneByOne) return historyFrom(events.flat(), header)
  return historyFrom([...events.map(([asked]) => asked), ...events.map(([, ended]) => ended)], header)
}
