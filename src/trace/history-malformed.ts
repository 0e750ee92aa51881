// A history that cannot be read: which line, which field, and what stood there.

const shownLengthMax = 60
const wordsLengthMax = 200

export class MalformedHistory extends Error {
  override readonly name = 'MalformedHistory'
  /** From 1. */
  readonly line: number
  readonly field: string

  /** `expected [expected, new] for cas, got 3`; the last part is left out where nothing stood there to be shown. */
  constructor(line: number, field: string, expected: string, ...got: readonly unknown[]) {
    super(
      `line ${line}: ${inLine(field) || '""'}: expected ${inLine(expected)}${got.length === 0 ? '' : `, got ${show(got[0])}`}`,
    )
    this.line = line
    this.field = field
  }
}

/** A name or a word that a file gave may be endless, or several lines. */
function inLine(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
  return line.length <= wordsLengthMax ? line : `${line.slice(0, wordsLengthMax)}…`
}

function show(value: unknown): string {
  const shown = value === undefined ? 'nothing' : written(value)
  return shown.length <= shownLengthMax ? shown : `${shown.slice(0, shownLengthMax)}…`
}

/** What came from outside may be nested deeper than can be written down again. */
function written(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch {
    return 'something too deep to show'
  }
}
