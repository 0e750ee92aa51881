// How a file introduces itself: its name, its first sentence, its length.

import { isTypeScript } from './code.ts'
import type { SourceFile, TidyRule } from './tree.ts'

export const linesMax = 300

/** Files that may be longer, each with its reason. */
const longFiles: Readonly<Record<string, string>> = {}

/** As the last word of a name they say nothing; as an earlier one (`data-channel`) they may. */
const vague = new Set(['util', 'utils', 'helper', 'helpers', 'manager', 'data', 'info', 'misc', 'common', 'stuff'])

export const firstSentence: TidyRule = {
  sentence: 'every source file begins with a comment sentence',
  violations: files => files.filter(isTypeScript).filter(lacksSentence).map(named('begins without a sentence')),
}

export const kebabCase: TidyRule = {
  sentence: 'every file and folder has a kebab-case name',
  violations: files => files.filter(isOurs).filter(hasOtherCase).map(named('is not kebab-case')),
}

export const sayingNames: TidyRule = {
  sentence: 'no file or folder has a vague name',
  violations: files => files.filter(isOurs).filter(hasVagueName).map(named('has a name that says nothing')),
}

/** An exception that is needed no more is broken too. */
export const shortFiles = (exceptions = longFiles): TidyRule => ({
  sentence: `no source file is longer than ${linesMax} lines, but for a listed reason`,
  violations: files => [
    ...files
      .filter(isLong)
      .filter(({ path }) => !exceptions[path])
      .map(named('asks for a better noun')),
    ...Object.keys(exceptions)
      .filter(path => !files.some(file => file.path === path && isLong(file)))
      .map(path => `${path} is listed as long and is not`),
  ],
})

const named =
  (complaint: string) =>
  ({ path }: SourceFile): string =>
    `${path} ${complaint}`

const isOurs = ({ path }: SourceFile): boolean => /^(src|test|demo)\//.test(path)

function lacksSentence({ text }: SourceFile): boolean {
  const comment = text.replace(/^#!.*\n/, '').match(/^(?:\/\/ .*\n)+|^\/\*\*[\s\S]*?\*\//)?.[0] ?? ''
  const words = comment.replace(/^[\s/*]+|[\s/*]+$/gm, '').replaceAll('\n', ' ')
  return !/^["'`‘“\d\p{Lu}].*[.!?:]["'’”`)]*$/u.test(words)
}

function hasOtherCase({ path }: SourceFile): boolean {
  const names = path.split('/')
  if (names.at(-1) === 'README.md') names.pop()
  return !names.every(name => /^[a-z0-9]+([-.][a-z0-9]+)*$/.test(name))
}

function hasVagueName({ path }: SourceFile): boolean {
  return path.split('/').some(name => vague.has(name.replace(/\..*$/, '').split('-').at(-1)!))
}

function isLong({ path, text }: SourceFile): boolean {
  return path.startsWith('src/') && path.endsWith('.ts') && text.trimEnd().split('\n').length > linesMax
}
