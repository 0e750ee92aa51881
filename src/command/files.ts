// Files that a command was told to read.

import { readFileSync } from 'node:fs'
import { BadArgument } from './order.ts'

/** `field` names what asked for the file. */
export function readFile(field: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new BadArgument(field, `cannot read '${path}': ${(error as NodeJS.ErrnoException).code}`)
  }
}
