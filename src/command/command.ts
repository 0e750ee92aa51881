// What a command of `tabswarm` is made of. One file each; `tabswarm.ts` lists them.

import type { Io } from './io.ts'
import type { Order } from './order.ts'

/** 0: good. 1: something is broken. 2: bad arguments. 3: nobody can say. */
export type ExitCode = 0 | 1 | 2 | 3

export interface Command {
  readonly name: string
  /** One sentence for the list. */
  readonly says: string
  /** What stands after the name: `PROTOCOL`, `FILE...`. */
  readonly words: string
  readonly options: Options
  run(order: Order, io: Io): Promise<ExitCode>
}

export type Options = { readonly [name: string]: Option }

export interface Option {
  /** The name of its value; a flag takes none. */
  readonly takes?: string
  readonly isRepeatable?: true
  readonly says: string
}

/** What every command understands. */
export const commonOptions: Options = {
  help: { says: 'Prints this.' },
  json: { says: 'Prints the result as JSON.' },
  progress: { says: 'Shows progress even where nobody seems to watch.' },
}

export function helpOf({ name, says, words, options }: Command): string {
  const rows = Object.entries({ ...options, ...commonOptions }).map(
    ([name, { takes, says }]) => [`  --${name}${takes === undefined ? '' : ` ${takes}`}`, says] as const,
  )
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  const list = rows.map(([left, right]) => `${left.padEnd(width)}${right}`).join('\n')
  const usage = ['tabswarm', name, ...(words === '' ? [] : [words]), '[options]'].join(' ')
  return `${usage}\n\n${says}\n\n${list}`
}
