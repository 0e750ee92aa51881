// A history that cannot be read: which line, which field, and what stood there.

const shownLengthMax = 60

export class MalformedHistory extends Error {
  override readonly name = 'MalformedHistory'
  /** From 1. */
  readonly line: number
  readonly field: string

  /** `expected [expected, new] for cas, got 3`; the last part is left out where nothing stood there to be shown. */
  constructor(line: number, field: string, expected: string, ...got: readonly unknown[]) {
    super(`line ${line}: ${field}: expected ${expected}${got.length === 0 ? '' : `, got ${show(got[0])}`}`)
    this.line = line
    this.field = field
  }
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
