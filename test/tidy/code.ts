// A TypeScript file as its parser sees it: what it imports, and its code without comments and strings.

import { type ESTree, parseSync, Visitor } from 'vite'
import type { SourceFile } from './tree.ts'

export interface Code {
  /** Every module it names: imports, exports, types, lazy imports, globs and worker addresses alike. */
  readonly imports: readonly string[]
  /** The text with comments, strings and patterns blanked out; lines stay where they are. */
  readonly bare: string
}

const read = new WeakMap<SourceFile, Code>()

export function codeOf(file: SourceFile): Code {
  const known = read.get(file)
  if (known) return known
  const code = parse(file)
  read.set(file, code)
  return code
}

function parse({ path, text }: SourceFile): Code {
  const { program, comments, errors } = parseSync(path, text)
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]!.message}`)
  const imports: string[] = []
  const blanks: { start: number; end: number }[] = [...comments]
  const name = (source: ESTree.Node | null): void => {
    if (source?.type === 'Literal' && typeof source.value === 'string') imports.push(source.value)
    if (source?.type === 'ArrayExpression') source.elements.forEach(name)
  }
  new Visitor({
    ImportDeclaration: node => name(node.source),
    ExportNamedDeclaration: node => name(node.source),
    ExportAllDeclaration: node => name(node.source),
    ImportExpression: node => name(node.source),
    TSImportType: node => name(node.source),
    CallExpression: node => {
      if (text.slice(node.callee.start, node.callee.end) === 'import.meta.glob') name(node.arguments[0] ?? null)
    },
    NewExpression: node => {
      const [address, base] = node.arguments
      if (base && text.slice(base.start, base.end) === 'import.meta.url') name(address ?? null)
    },
    Literal: node => {
      if (typeof node.value === 'string' || 'regex' in node) blanks.push(node)
    },
    TemplateElement: node => blanks.push(node),
  }).visit(program)
  return { imports, bare: blankOut(text, blanks) }
}

function blankOut(text: string, ranges: readonly { start: number; end: number }[]): string {
  const characters = text.split('')
  for (const { start, end } of ranges) {
    for (let at = start; at < end; at++) if (characters[at] !== '\n') characters[at] = ' '
  }
  return characters.join('')
}

export const isTypeScript = ({ path }: SourceFile): boolean => path.endsWith('.ts')
