// Two states of a text, line by line: what only the older has, what only the newer has, and what stayed.

export interface LinePiece {
  readonly kind: 'same' | 'older' | 'newer'
  readonly lines: readonly string[]
}

/** Where more lines than these differ on both sides, the one stretch is told as gone and the other as new. */
export const comparedLinesMax = 1000

export function differenceOf(older: string, newer: string): readonly LinePiece[] {
  const [before, after] = [older.split('\n'), newer.split('\n')]
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let [beforeEnd, afterEnd] = [before.length, after.length]
  while (beforeEnd > start && afterEnd > start && before[beforeEnd - 1] === after[afterEnd - 1]) {
    beforeEnd--
    afterEnd--
  }
  return joined([
    { kind: 'same', lines: before.slice(0, start) },
    ...middle(before.slice(start, beforeEnd), after.slice(start, afterEnd)),
    { kind: 'same', lines: before.slice(beforeEnd) },
  ])
}

/** The longest common subsequence, by the book. */
function middle(before: readonly string[], after: readonly string[]): LinePiece[] {
  if (Math.max(before.length, after.length) > comparedLinesMax)
    return [
      { kind: 'older', lines: before },
      { kind: 'newer', lines: after },
    ]
  const common = before.map(() => new Uint16Array(after.length + 1))
  common.push(new Uint16Array(after.length + 1))
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      common[i]![j] =
        before[i] === after[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!)
  const pieces: LinePiece[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      pieces.push({ kind: 'same', lines: [before[i]!] })
      i++
      j++
    } else if (j === after.length || (i < before.length && common[i + 1]![j]! >= common[i]![j + 1]!))
      pieces.push({ kind: 'older', lines: [before[i++]!] })
    else pieces.push({ kind: 'newer', lines: [after[j++]!] })
  }
  return pieces
}

function joined(pieces: readonly LinePiece[]): readonly LinePiece[] {
  const all: { kind: LinePiece['kind']; lines: string[] }[] = []
  for (const { kind, lines } of pieces) {
    const last = all.at(-1)
    if (lines.length === 0) continue
    if (last?.kind === kind) last.lines.push(...lines)
    else all.push({ kind, lines: [...lines] })
  }
  return all
}
