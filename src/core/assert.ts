// What the code takes for granted, said aloud. A failed assertion is a programmer's mistake and stops the node, visibly.

export class AssertionError extends Error {
  override readonly name = 'AssertionError'
}

/** One fact a line: `assert(term > node.term, 'terms only rise')`. */
export function assert(condition: boolean, whatMustHold: string): asserts condition {
  if (!condition) throw new AssertionError(whatMustHold)
}

/** The end of a `switch` on a union: a case nobody wrote does not compile. */
export function unreachable(value: never): never {
  throw new AssertionError(`unreachable: ${JSON.stringify(value)}`)
}
