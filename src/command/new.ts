// `tabswarm new`: a protocol folder to begin from, which passes every test of the house at once.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Command } from './command.ts'
import { BadArgument } from './order.ts'
import { extension, protocolsFolder } from './protocols.ts'

/** The smallest protocol of the house, and its names as they stand in its files. */
const model = 'ping'
const nameLengthMax = 40

export const newProtocol: Command = {
  name: 'new',
  says: 'Makes a protocol folder that passes the tests at once, to begin from.',
  words: 'NAME',
  options: {},

  async run(order, io) {
    const name = order.onlyWord('NAME')
    if (name.length > nameLengthMax || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
      throw new BadArgument('NAME', `expected at most ${nameLengthMax} small letters, digits and dashes, got '${name}'`)
    }
    if (reserved.has(camel(name))) throw new BadArgument('NAME', `'${name}' is a word of the language`)
    if (extension !== '.ts') throw new BadArgument('NAME', 'new works in a checkout, not in an installed package')
    const folder = new URL(`${name}/`, protocolsFolder)
    if (existsSync(folder)) throw new BadArgument('NAME', `'${name}' exists already`)
    const from = new URL(`${model}/`, protocolsFolder)
    const files = readdirSync(from).map(
      file => [file, renamed(readFileSync(new URL(file, from), 'utf8'), name)] as const,
    )
    mkdirSync(folder)
    for (const [file, text] of files) writeFileSync(new URL(file, folder), text)
    const made = fileURLToPath(folder)
    io.out(
      order.has('json') ? JSON.stringify({ name, folder: made }) : `${made}\nBegin with its README; then: npm test`,
    )
    return 0
  },
}

/** A folder has dashes in its name, a value of the code capitals inside, and a type a capital first. */
export function renamed(text: string, name: string): string {
  const value = camel(name)
  const type = value[0]!.toUpperCase() + value.slice(1)
  return text
    .replace(/\n\nThis folder is also what `npm run new NAME` copies\.\n/, '\n')
    .replace(/, and the folder that new protocols begin from/, '')
    .replaceAll(`name: '${model}'`, `name: '${name}'`)
    .replace(/^# ping$/m, `# ${name}`)
    .replaceAll('a pinging node', `a node of ${name}`)
    .replaceAll(/\bping\b/g, value)
    .replaceAll(/\bPing(?=[A-Z]|\b)/g, type)
}

const camel = (name: string): string => name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

/** As the name of a function they would not parse, or hide another name of the folder. */
const reserved = new Set(
  (
    'break case catch class const continue debugger default delete do else enum export extends false finally for ' +
    'function if implements import in instanceof interface let new null package private protected public return ' +
    'static super switch this throw true try typeof var void while with yield await arguments eval undefined ' +
    'pong node peer lab rules mutants scenarios vocabulary defaults'
  ).split(' '),
)
