// Goal: what a README shows is what the house does. Method: each piece of code stands in the file it says it is from, and
// each file that is named is there.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'

const source = join(import.meta.dirname, '../src')
/** The rooms whose READMEs quote; others run what they show. */
const quoting = /^(core|faults|trace|host|simulator|lab|protocols)\//
const readmes = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  path => path.endsWith('README.md') && quoting.test(path),
)

test('there are READMEs to read', () => {
  expect(readmes).toEqual(expect.arrayContaining(['core/README.md', 'protocols/README.md', 'simulator/README.md']))
})

describe.each(readmes)('src/%s', path => {
  const text = readFileSync(join(source, path), 'utf8')
  const folder = join(source, dirname(path))

  test('links to what is there', () => {
    for (const link of linksIn(text)) expect(existsSync(join(folder, link)), link).toBe(true)
  })

  test('shows code from the file it named last', () => {
    for (const { code, from } of snippetsOf(text)) {
      expect(from, code).toBeDefined()
      const isShown = squeezed(readFileSync(join(folder, from!), 'utf8')).includes(squeezed(code))
      expect(isShown, `${from} has this: ${code}`).toBe(true)
    }
  })
})

test('a snippet that differs in one word is noticed', () => {
  const [snippet] = snippetsOf('From [a.ts](a.ts):\n\n```ts\nconst a = 1\n```\n')
  expect(snippet).toEqual({ code: 'const a = 1', from: 'a.ts' })
  expect(squeezed('  const a =\n  2')).not.toContain(squeezed(snippet!.code))
})

interface Snippet {
  readonly code: string
  readonly from: string | undefined
}

function snippetsOf(text: string): Snippet[] {
  return [...text.matchAll(/```ts\n([\s\S]*?)\n```/g)].map(({ 1: code, index }) => ({
    code: code!,
    from: linksIn(text.slice(0, index)).findLast(link => link.endsWith('.ts')),
  }))
}

function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(({ 1: link }) => link!)
}

const squeezed = (code: string): string => code.replaceAll(/\s+/g, ' ').trim()
