// Sameness: whoever knows one protocol folder knows them all.

import type { SourceFile, TidyRule } from './tree.ts'

export const requiredFiles = [
  'README.md',
  'vocabulary.ts',
  'protocol.ts',
  'mutants.ts',
  'rules.ts',
  'scenarios.ts',
  'lab.ts',
] as const

export const sameness: TidyRule = {
  sentence: 'every protocol folder has the same files, flat, and beside them only parts in TypeScript',
  violations: files => {
    const inside = files.filter(({ path }) => path.startsWith('src/protocols/') && path !== 'src/protocols/README.md')
    const folders = new Set(inside.map(({ path }) => path.split('/')[2]!))
    return [...inside.flatMap(strangeFile), ...[...folders].flatMap(folder => missingFiles(folder, inside))]
  },
}

function strangeFile({ path }: SourceFile): string[] {
  const [, , folder, name, ...deeper] = path.split('/')
  if (!name) return [`${path}: ${folder} belongs into a protocol’s folder`]
  if (deeper.length > 0) return [`${path}: a protocol folder is flat`]
  return name === 'README.md' || name.endsWith('.ts') ? [] : [`${path}: expected TypeScript or README.md`]
}

function missingFiles(folder: string, files: readonly SourceFile[]): string[] {
  const paths = new Set(files.map(({ path }) => path))
  const isFolder = [...paths].some(path => path.startsWith(`src/protocols/${folder}/`))
  if (!isFolder) return []
  return requiredFiles
    .filter(name => !paths.has(`src/protocols/${folder}/${name}`))
    .map(name => `src/protocols/${folder} lacks ${name}`)
}
