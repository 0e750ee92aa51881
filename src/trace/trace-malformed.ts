// A trace that cannot be read: which line, which field, and what is wrong with it.

export class MalformedTrace extends Error {
  override readonly name = 'MalformedTrace'
  /** From 1; the first line is the header. */
  readonly line: number
  readonly field: string

  /** `line 17: input.message.vote.term: expected nat, got text of 3 characters` */
  constructor(line: number, field: string, problem: string) {
    super(`line ${line}: ${field}: ${problem}`)
    this.line = line
    this.field = field
  }
}

/** What a shape found wrong, which it says as `field: problem`, on this line. */
export function malformedOn(line: number, found: Error): MalformedTrace {
  const at = found.message.indexOf(': ')
  return new MalformedTrace(line, found.message.slice(0, at), found.message.slice(at + 2))
}
