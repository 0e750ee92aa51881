// What a page or an editor needs to know of our elements, read from their source: attributes, fields, events, slots, parts.
// One declaration, many readers: nothing is written down a second time.

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type ESTree, parseSync } from 'vite'

const root = join(import.meta.dirname, '../..')
const elements = 'src/elements'

export interface Field {
  readonly name: string
  /** Null where it cannot be set in HTML. */
  readonly attribute: string | null
  readonly type: string
  readonly description: string
}

export interface ElementFacts {
  readonly tag: string
  readonly className: string
  readonly description: string
  readonly fields: readonly Field[]
  readonly events: readonly Named[]
  readonly slots: readonly string[]
  readonly parts: readonly string[]
}

interface Named {
  readonly name: string
  readonly description: string
}

/** In the order of the roster. */
export function readElements(): readonly ElementFacts[] {
  const roster = read(`${elements}/roster.ts`)
  const entry = /'(swarm-[\w-]+)': async \(\) => \(await import\('(.+?)'\)\)\.(\w+)/g
  const facts = [...roster.matchAll(entry)].map(([, tag, path, className]) => {
    const file = homeOf(join(elements, path!), className!)
    const text = textAround(file, className!)
    return {
      tag: tag!,
      className: className!,
      description: headerOf(file).replace(`The element <${tag}>: `, ''),
      fields: fieldsOf(file, className!),
      events: events()
        .filter(({ name, maker }) => text.includes(`'${name}'`) || (maker !== null && text.includes(`new ${maker}(`)))
        .map(({ name, description }) => ({ name, description })),
      slots: [...new Set([...text.matchAll(/<slot(?: name="([\w-]+)")?>/g)].map(([, name]) => name ?? ''))],
      parts: partsIn(text),
    }
  })
  return facts.map(one => ({ ...one, fields: one.fields.map(field => described(field, facts)) }))
}

/** What is called the same means the same: it is described once. */
function described(field: Field, all: readonly ElementFacts[]): Field {
  const twin = all
    .flatMap(({ fields }) => fields)
    .find(({ name, description }) => name === field.name && description !== '')
  return field.description === '' && twin !== undefined ? { ...field, description: twin.description } : field
}

/** The properties that a page may set, with what they are where it sets none. */
export function cssProperties(): readonly { readonly name: string; readonly default: string }[] {
  const found = read(`${elements}/looks.ts`).matchAll(/var\((--swarm-[\w-]+), (.*)\);/g)
  return [...found].map(([, name, value]) => ({ name: name!, default: value! }))
}

/** What `theme` may be, on every element. */
export const themes = (): readonly string[] =>
  [...read(`${elements}/looks.ts`).matchAll(/\[theme='(\w+)'\]/g)].map(([, theme]) => theme!)

export const labNames = (): readonly string[] =>
  readdirSync(join(root, 'src/protocols'), { withFileTypes: true })
    .filter(folder => folder.isDirectory())
    .map(({ name }) => name)
    .sort()

// Files

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** Where a class is declared, and not only handed on. */
function homeOf(file: string, className: string): string {
  const [, path] = new RegExp(`export \\{ ${className} \\} from '(.+?)'`).exec(read(file)) ?? []
  return path === undefined ? file : homeOf(join(dirname(file), path), className)
}

function headerOf(file: string): string {
  const lines = read(file).split('\n')
  const end = lines.findIndex(line => !line.startsWith('//') || line.trim() === '//')
  return lines
    .slice(0, end)
    .map(line => line.slice(2).trim())
    .join(' ')
}

/** All that draws an element: its folder, and those of the classes that it is made of. */
function textAround(file: string, className: string): string {
  const folder = dirname(file)
  const isAlone = folder === elements
  const prefix = className.replace('Swarm', '').toLowerCase()
  const names = readdirSync(join(root, folder)).filter(name => name.endsWith('.ts'))
  const own = isAlone ? names.filter(name => join(folder, name) === file || name.startsWith(`${prefix}-`)) : names
  const parent = parentOf(file, className)
  const inherited = parent === null || dirname(parent.file) === elements ? '' : textAround(parent.file, parent.name)
  return own.map(name => read(join(folder, name))).join('\n') + inherited
}

const partsIn = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/ part="([^"$]*)/g)].flatMap(([, parts]) => parts!.split(' ').filter(Boolean)))].sort()

/** Of all elements: who makes one is known by its class or by its name. */
function events(): readonly (Named & { readonly maker: string | null })[] {
  const files = readdirSync(join(root, elements), { recursive: true, encoding: 'utf8' }).filter(name =>
    /(^|-)events\.ts$|\/events\.ts$/.test(name),
  )
  const all = files.flatMap(name => {
    const text = read(join(elements, name))
    const classes = text.matchAll(/\/\*\* (.*?) \*\/\nexport class (\w+) .*?super\('(swarm-[\w-]+)'/gs)
    const entries = text.matchAll(/(?:\/\*\* (.*?) \*\/\n)? {2}'(swarm-[\w-]+)': (?!\w+Met|\w+Shown)/g)
    return [
      ...[...classes].map(([, description, maker, name]) => ({
        name: name!,
        description: description!,
        maker: maker!,
      })),
      ...[...entries].map(([, description = '', name]) => ({ name: name!, description, maker: null })),
    ]
  })
  return all.filter(({ name }, place) => all.findIndex(one => one.name === name) === place)
}

// Classes

interface Parsed {
  readonly text: string
  readonly body: readonly ESTree.ClassElement[]
  readonly parent: string | null
  readonly comments: readonly { readonly value: string; readonly end: number }[]
}

function parse(file: string, className: string): Parsed {
  const text = read(file)
  const { program, comments, errors } = parseSync(file, text)
  if (errors.length > 0) throw new SyntaxError(`${file}: ${errors[0]!.message}`)
  for (const statement of program.body) {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (declared?.type !== 'ClassDeclaration' || declared.id?.name !== className) continue
    const parent = declared.superClass?.type === 'Identifier' ? declared.superClass.name : null
    return { text, body: declared.body.body, parent, comments }
  }
  throw new Error(`${file}: no class ${className}`)
}

function parentOf(file: string, className: string): { readonly file: string; readonly name: string } | null {
  const { text, parent } = parse(file, className)
  const [, path] = new RegExp(`import \\{[^}]*\\b${parent}\\b[^}]*\\} from '(\\.[^']+)'`).exec(text) ?? []
  return parent === null || path === undefined ? null : { file: join(dirname(file), path), name: parent }
}

/** Its own, and before them those of the class that it extends. */
function fieldsOf(file: string, className: string): readonly Field[] {
  const { text, body, comments } = parse(file, className)
  const parent = parentOf(file, className)
  const own = body.flatMap(member => {
    if (member.type !== 'PropertyDefinition' || !member.static || nameOf(member.key) !== 'properties') return []
    return member.value?.type === 'ObjectExpression'
      ? member.value.properties.flatMap(property => propertyIn(property, text))
      : []
  })
  const described = new Map(
    body.flatMap(member => {
      if (member.type !== 'PropertyDefinition' || member.static) return []
      const type =
        member.typeAnnotation === null
          ? ''
          : text.slice(member.typeAnnotation!.start + 1, member.typeAnnotation!.end).trim()
      const before = comments.find(({ end }) => end <= member.start && text.slice(end, member.start).trim() === '')
      return [
        [nameOf(member.key), { type, description: (before?.value ?? '').replace(/^\*|\n\s*\*/g, ' ').trim() }] as const,
      ]
    }),
  )
  const fields = own.map(({ name, attribute }) => ({
    name,
    attribute,
    ...(described.get(name) ?? { type: '', description: '' }),
  }))
  return [...(parent === null ? [] : fieldsOf(parent.file, parent.name)), ...fields]
}

/** Nothing for what an element keeps to itself. */
function propertyIn(property: ESTree.ObjectPropertyKind, text: string): readonly Pick<Field, 'name' | 'attribute'>[] {
  if (property.type !== 'Property') return []
  const name = nameOf(property.key)
  const options = text.slice(property.value.start, property.value.end)
  if (options.includes('state: true')) return []
  const [, other] = /attribute: '([\w-]+)'/.exec(options) ?? []
  return [{ name, attribute: options.includes('attribute: false') ? null : (other ?? name.toLowerCase()) }]
}

const nameOf = (key: ESTree.PropertyKey): string =>
  key.type === 'Identifier' ? key.name : key.type === 'Literal' ? `${key.value}` : ''
