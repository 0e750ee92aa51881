// Goal: what the manifest says of an element is what the element is. Method: each class is asked for what it observes, and
// its source for what it names.

import { describe, expect, test } from 'vitest'
import { elementNames } from '../../src/elements/roster.ts'
import { cssProperties, labNames, readElements, themes } from '../manifest/elements.ts'
import { editorData, manifest } from '../manifest/manifest.ts'

const facts = readElements()
const sources = import.meta.glob<string>('../../src/elements/**/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const modules = import.meta.glob<Record<string, unknown>>('../../src/elements/**/swarm-*.ts')

test('every element of the house is in it, and no other', () => {
  expect(facts.map(({ tag }) => tag)).toEqual(elementNames)
})

describe.each(facts)('<$tag>', ({ tag, className, fields, parts, description }) => {
  test('has the attributes that its class observes', async () => {
    const path = Object.keys(modules).find(path => path.endsWith(`/${tag}.ts`))!
    const element = (await modules[path]!())[className] as { readonly observedAttributes: readonly string[] }
    const told = fields.flatMap(({ attribute }) => (attribute === null ? [] : [attribute]))
    expect([...element.observedAttributes].sort()).toEqual([...told].sort())
  })

  test('says in a sentence what it is, and each of its fields has a type', () => {
    expect(description).toMatch(/^[a-z].{20,}\.$/)
    for (const { type } of fields) expect(type).not.toBe('')
  })

  test('has no part that is named nowhere', () => {
    for (const part of parts)
      expect(Object.values(sources).some(text => new RegExp(` part="[^"]*\\b${part}\\b`).test(text))).toBe(true)
  })
})

test('each attribute of each element is described', () => {
  for (const { tag, fields } of facts)
    for (const { attribute, description } of fields)
      if (attribute !== null) expect(`${tag} ${attribute}: ${description}`).toMatch(/: .{5,}\.$/)
})

test('a lab tells of runs and of trouble, and has a place for the words of its page', () => {
  const lab = facts.find(({ tag }) => tag === 'swarm-lab')!
  expect(lab.slots).toEqual([''])
  expect(lab.events).toEqual(
    expect.arrayContaining([
      { name: 'swarm-run', description: 'A lab shows another run from now on.' },
      expect.objectContaining({ name: 'swarm-trouble' }),
    ]),
  )
})

test('every colour that a page may set has its default, and both themes are known', () => {
  const looks = sources['../../src/elements/looks.ts']!
  const named = new Set(looks.match(/--swarm-[\w-]+/g))
  expect(new Set(cssProperties().map(({ name }) => name))).toEqual(named)
  expect(cssProperties().find(({ name }) => name === '--swarm-ground')?.default).toBe('light-dark(#fff, #11151c)')
  expect(themes()).toEqual(['light', 'dark'])
})

test('the manifest and the editor’s data are the same facts, as plain JSON', () => {
  const { modules: files } = JSON.parse(JSON.stringify(manifest()))
  const { tags } = JSON.parse(JSON.stringify(editorData()))
  const [file] = files
  const told = file.declarations.map(({ tagName, attributes }: any) => [
    tagName,
    attributes.map(({ name }: any) => name),
  ])
  expect(tags.map(({ name, attributes }: any) => [name, attributes.map(({ name }: any) => name)])).toEqual(told)
  expect(file.exports.map(({ name }: any) => name)).toEqual(elementNames)
  const protocol = tags[0].attributes.find(({ name }: any) => name === 'protocol')
  expect(protocol.values).toEqual(labNames().map(name => ({ name })))
})
