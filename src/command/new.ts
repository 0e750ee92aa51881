// `tabswarm new`: a protocol folder to begin from, which passes every test of the house at once.

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
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
    if (hidesAWord(name)) throw new BadArgument('NAME', `'${name}' is a word of the language`)
    if (extension !== '.ts') throw new BadArgument('NAME', 'new works in a checkout, not in an installed package')
    const folder = new URL(`${name}/`, protocolsFolder)
    if (existsSync(folder)) throw new BadArgument('NAME', `'${name}' exists already`)
    const from = new URL(`${model}/`, protocolsFolder)
    const texts = readdirSync(from).map(file => [file, readFileSync(new URL(file, from), 'utf8')] as const)
    const taken = new Set(texts.flatMap(([file, text]) => (file.endsWith('.ts') ? wordsOf(text) : [])))
    if (taken.has(valueName(name)) || taken.has(typeName(name)))
      throw new BadArgument('NAME', `'${name}' is a word of the code that it would begin from`)
    mkdirSync(folder)
    for (const [file, text] of texts) writeFileSync(new URL(file, folder), renamed(text, name))
    const made = fileURLToPath(folder)
    format(made)
    io.out(
      order.has('json') ? JSON.stringify({ name, folder: made }) : `${made}\nBegin with its README; then: npm test`,
    )
    return 0
  },
}

/** A folder has dashes in its name, a value of the code capitals inside, and a type a capital first. */
function renamed(text: string, name: string): string {
  return text
    .replace(/\n\nThis folder is also what `npm run new NAME` copies\.\n/, '\n')
    .replace(/, and the folder that new protocols begin from/, '')
    .replaceAll(`name: '${model}'`, `name: '${name}'`)
    .replace(/^# ping$/m, `# ${name}`)
    .replaceAll('a pinging node', `a node of ${name}`)
    .replaceAll(/\bping\b/g, valueName(name))
    .replaceAll(/\bPing(?=[A-Z]|\b)/g, typeName(name))
}

const valueName = (name: string): string => name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

function typeName(name: string): string {
  const value = valueName(name)
  return value[0]!.toUpperCase() + value.slice(1)
}

/** Another name sorts elsewhere among what is imported, and makes other lines too long. */
function format(folder: string): void {
  const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome')
  const house = fileURLToPath(new URL('../../', protocolsFolder))
  execFileSync(process.execPath, [biome, 'check', '--config-path=test', '--write', folder], { cwd: house })
}

/** The words of the code: neither of its comments nor of its texts. */
const wordsOf = (code: string): readonly string[] =>
  code.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'/g, '').match(/\w+/g) ?? []

const hidesAWord = (name: string): boolean =>
  keywords.has(valueName(name)) || valueName(name) in globalThis || typeName(name) in globalThis

/** As the name of a function they would not parse. */
const keywords = new Set(
  (
    'break case catch class const continue debugger default delete do else enum export extends false finally for ' +
    'function if implements import in instanceof interface let new null package private protected public return ' +
    'static super switch this throw true try typeof var void while with yield await arguments eval'
  ).split(' '),
)
