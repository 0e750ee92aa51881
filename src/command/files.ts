// Files that a command was told to read.

import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { BadArgument } from './order.ts'

/** `field` names what asked for the file. */
export function readFile(field: string, path: string): string {
  const cannot = (why: string) => new BadArgument(field, `cannot read '${path}': ${why}`)
  try {
    const bytes = readFileSync(path)
    // Read as if it were, different texts would become one.
    if (!isUtf8(bytes)) throw cannot(`line ${lineNotUtf8(bytes)} is not UTF-8`)
    return new TextDecoder().decode(bytes) // without a byte order mark
  } catch (error) {
    if (error instanceof BadArgument) throw error
    throw cannot((error as NodeJS.ErrnoException).code!)
  }
}

/** No sign of UTF-8 but the newline has its byte within, so that one of the lines must be wrong by itself. */
function lineNotUtf8(bytes: Buffer): number {
  let line = 1
  for (let from = 0; ; line++) {
    const end = bytes.indexOf('\n', from)
    if (end < 0 || !isUtf8(bytes.subarray(from, end))) return line
    from = end + 1
  }
}
