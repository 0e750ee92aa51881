// Who may import whom: the table of the design, as data, and the rule that holds it.

import { posix } from 'node:path'
import { codeOf, isTypeScript } from './code.ts'
import type { SourceFile, TidyRule } from './tree.ts'

export interface Room {
  readonly name: string
  /** A folder with all that is in it, or one file name in each folder of a kind; the first room that fits is the one. */
  readonly path: string
  /** A pure room has the language alone: no packages but those listed, no clock, no chance, no page. */
  readonly isPure?: true
  readonly mayImport: readonly string[]
  readonly packages?: readonly PackageKind[]
}

export type PackageKind = keyof typeof packageKinds

/** Packages that not every room may have. All others are free, except in pure rooms. */
const packageKinds = {
  arithmetic: /^@noble\//,
  platform: /^(node:|libp2p$|@libp2p\/|@chainsafe\/|@multiformats\/|uint8array|it-|ws$|idb$|sirv$)/,
  elements: /^(lit$|lit\/|lit-|@lit\/)/,
} as const

const language = ['core', 'faults', 'trace', 'checkers'] as const
const machine = ['vocabulary', 'protocol', 'part'] as const
const everyProtocolFile = [...machine, 'mutants', 'rules', 'scenarios', 'papers', 'view'] as const
const browser = [...language, 'simulator', 'swarm', 'lab', 'documents', 'locales'] as const

export const rooms: readonly Room[] = [
  { name: 'core', path: 'src/core', isPure: true, mayImport: [], packages: ['arithmetic'] },
  { name: 'faults', path: 'src/faults', isPure: true, mayImport: ['core'] },
  { name: 'trace', path: 'src/trace', isPure: true, mayImport: ['core', 'faults'] },
  { name: 'checkers', path: 'src/checkers', isPure: true, mayImport: ['core', 'faults', 'trace'] },
  { name: 'host', path: 'src/host', isPure: true, mayImport: ['core', 'faults', 'trace'] },
  { name: 'simulator', path: 'src/simulator', isPure: true, mayImport: ['core', 'faults', 'trace', 'host'] },

  { name: 'vocabulary', path: 'src/protocols/*/vocabulary.ts', isPure: true, mayImport: ['core', 'part'] },
  { name: 'protocol', path: 'src/protocols/*/protocol.ts', isPure: true, mayImport: ['core', ...machine] },
  { name: 'mutants', path: 'src/protocols/*/mutants.ts', isPure: true, mayImport: ['core', ...machine] },
  { name: 'rules', path: 'src/protocols/*/rules.ts', isPure: true, mayImport: [...language, ...machine, 'rules part'] },
  { name: 'rules part', path: 'src/protocols/*/rules-*.ts', isPure: true, mayImport: [...language, ...machine] },
  { name: 'clients', path: 'src/protocols/*/clients.ts', isPure: true, mayImport: [...language, ...machine] },
  {
    name: 'scenarios',
    path: 'src/protocols/*/scenarios.ts',
    isPure: true,
    mayImport: [...language, ...machine, 'clients', 'mutants', 'rules'],
  },
  {
    name: 'papers',
    path: 'src/protocols/*/papers.ts',
    isPure: true,
    mayImport: [...language, 'simulator', ...machine, 'mutants', 'rules', 'scenarios'],
  },
  { name: 'challenges', path: 'src/protocols/*/challenges.ts', isPure: true, mayImport: ['lab'] },
  { name: 'words', path: 'src/protocols/*/words-*.ts', isPure: true, mayImport: ['lab'] },
  { name: 'view', path: 'src/protocols/*/view.ts', mayImport: ['core', 'lab', ...machine], packages: ['elements'] },
  {
    name: 'lab of a protocol',
    path: 'src/protocols/*/lab.ts',
    mayImport: ['core', 'faults', 'lab', ...everyProtocolFile, 'challenges', 'words'],
  },
  { name: 'part', path: 'src/protocols/*/*.ts', isPure: true, mayImport: ['core', 'vocabulary'] },

  {
    name: 'swarm',
    path: 'src/swarm',
    mayImport: ['core', 'faults', 'trace', 'host'],
    packages: ['platform', 'arithmetic'],
  },
  { name: 'lab', path: 'src/lab', mayImport: [...language, 'host', 'simulator'] },
  {
    name: 'documents',
    path: 'src/documents',
    mayImport: ['core', 'faults', 'trace', 'swarm'],
    packages: ['platform', 'arithmetic'],
  },
  { name: 'relay', path: 'src/relay', mayImport: ['core', 'swarm'], packages: ['platform', 'arithmetic'] },
  {
    name: 'command',
    path: 'src/command',
    mayImport: [...language, 'simulator', 'swarm', 'lab', 'relay', 'lab of a protocol', 'papers'],
    packages: ['platform', 'arithmetic'],
  },
  { name: 'list of labs', path: 'src/elements/lab/labs.ts', mayImport: ['lab', 'lab of a protocol'] },
  { name: 'elements', path: 'src/elements', mayImport: [...browser, 'list of labs'], packages: ['elements'] },
  { name: 'locales', path: 'src/locales', mayImport: [], packages: ['elements'] },
  { name: 'index', path: 'src/index.ts', mayImport: [...browser, 'elements'] },
  { name: 'demo', path: 'demo', mayImport: [...browser, 'elements', 'index', 'lab of a protocol', 'list of labs'] },
]

export function roomOf(path: string): Room | null {
  return rooms.find(room => patternOf(room).test(path)) ?? null
}

export const importTable: TidyRule = {
  sentence: 'every file imports only what the table of rooms lets it',
  violations: files => files.filter(isHoused).flatMap(brokenImports),
}

const isHoused = (file: SourceFile): boolean => isTypeScript(file) && /^(src|demo)\//.test(file.path)

function brokenImports(file: SourceFile): string[] {
  const room = roomOf(file.path)
  if (!room) return [`${file.path} stands in no room of the table`]
  return codeOf(file).imports.flatMap(specifier => {
    const problem = specifier.startsWith('.')
      ? problemWithFile(room, file.path, posix.join(posix.dirname(file.path), specifier))
      : problemWithPackage(room, specifier)
    return problem ? [`${file.path} imports ${specifier}: ${problem}`] : []
  })
}

function problemWithFile(room: Room, from: string, target: string): string | null {
  const other = roomOf(target.replace(/\?.*$/, ''))
  if (!other) return 'it stands in no room of the table'
  const isNeighbour = protocolOf(from) !== null && protocolOf(target) !== null
  if (isNeighbour && protocolOf(from) !== protocolOf(target)) return 'no protocol imports another'
  if (other !== room && !room.mayImport.includes(other.name)) return `${room.name} may not import ${other.name}`
  return null
}

function problemWithPackage(room: Room, specifier: string): string | null {
  const kinds = Object.keys(packageKinds) as PackageKind[]
  const kind = kinds.find(kind => packageKinds[kind].test(specifier))
  if (kind) return room.packages?.includes(kind) ? null : `${room.name} may not import ${kind} packages`
  return room.isPure ? `${room.name} is pure and imports no packages` : null
}

const protocolOf = (path: string): string | null => path.match(/^src\/protocols\/([^/]+)\//)?.[1] ?? null

/** A star stands for one name. A folder holds all that is under it. */
function patternOf({ path }: Room): RegExp {
  const pattern = path.replaceAll('.', '\\.').replaceAll('*', '[^/]+')
  return new RegExp(path.endsWith('.ts') ? `^${pattern}$` : `^${pattern}/`)
}
