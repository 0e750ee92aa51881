// The command line, as a function: what was typed goes in, an exit code comes out.

import { check } from './check.ts'
import { type Command, type ExitCode, helpOf } from './command.ts'
import { explore } from './explore.ts'
import { exportTrace } from './export.ts'
import type { Io } from './io.ts'
import { mutants } from './mutants.ts'
import { newProtocol } from './new.ts'
import { BadArgument, Order } from './order.ts'
import { relay } from './relay.ts'
import { replay } from './replay.ts'
import { reproduce } from './reproduce.ts'
import { simulate } from './simulate.ts'
import { story } from './story.ts'
import { table } from './table.ts'

export const commands: readonly Command[] = [
  simulate,
  check,
  replay,
  story,
  exportTrace,
  explore,
  mutants,
  reproduce,
  newProtocol,
  relay,
]

export async function tabswarm(typed: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = typed
  if (name === undefined || name === '--help') {
    io.out(overview())
    return name === undefined ? 2 : 0
  }
  const command = commands.find(command => command.name === name)
  try {
    if (command === undefined) {
      throw new BadArgument('COMMAND', `expected one of ${commands.map(({ name }) => name).join(', ')}, got '${name}'`)
    }
    const order = new Order(command, rest)
    if (order.has('help')) {
      io.out(helpOf(command))
      return 0
    }
    return await command.run(order, io)
  } catch (error) {
    if (!(error instanceof BadArgument)) throw error
    io.err(error.message)
    return 2
  }
}

function overview(): string {
  const rows = commands.map(({ name, words, says }) => [`${name} ${words}`, says])
  return `tabswarm COMMAND\n\n${table(rows)}\n\nEach has --help. Exit codes: 0 good, 1 broken, 2 bad arguments, 3 nobody can say.`
}
