// Goal: the house stays as the design says. Method: rules read the tree; and each rule is shown a tree that breaks it.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tidyClaims } from './tidy/examples.ts'
import { linesMax, shortFiles } from './tidy/files.ts'
import { requiredFiles, sameness } from './tidy/protocol-folders.ts'
import { rooms } from './tidy/rooms.ts'
import { readTree, type SourceFile } from './tidy/tree.ts'

const root = join(import.meta.dirname, '..')
const tree = readTree(root)

describe('in this checkout', () => {
  test('there is a tree to read', () => {
    expect(tree.map(({ path }) => path)).toContain('src/core/assert.ts')
  })

  for (const { rule } of tidyClaims) {
    test(rule.sentence, () => {
      expect(rule.violations(tree)).toEqual([])
    })
  }

  test('the pure rooms are those that compile without a platform', () => {
    const { include } = JSON.parse(readFileSync(join(root, 'test/pure.tsconfig.json'), 'utf8'))
    // A part has no pattern of its own there: the pure files that import it bring it along.
    const pure = rooms.filter(room => room.isPure && room.name !== 'part').map(room => `../${room.path}`)
    expect(include).toEqual([...pure, '../test/impure.types.ts', '../test/pure.types.ts'])
  })

  test('every type test is compiled, and only the impure one has to do without a platform', () => {
    const { include, exclude } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'))
    expect(include).toContain('test')
    expect(exclude).toEqual(['test/impure.types.ts'])
  })
})

describe.each(tidyClaims)('the rule that $rule.sentence', ({ rule, breaks, keeps }) => {
  for (const [path, text, complaint] of breaks) {
    test(`is broken by ${path}: ${firstLine(text)} (${complaint})`, () => {
      expect(rule.violations([{ path, text }]).join('\n')).toContain(complaint)
    })
  }

  for (const [path, text] of keeps) {
    test(`is kept by ${path}: ${firstLine(text)}`, () => {
      expect(rule.violations([{ path, text }])).toEqual([])
    })
  }
})

describe('a protocol folder', () => {
  test('with every required file, a view, papers and parts of its own is like its siblings', () => {
    const names = [...requiredFiles, 'view.ts', 'papers.ts', 'membership.ts']
    const folder: SourceFile[] = names.map(name => ({ path: `src/protocols/raft/${name}`, text: '' }))
    expect(sameness.violations(folder)).toEqual([])
  })
})

describe('a file that is listed as long', () => {
  const rule = shortFiles({ 'src/core/a.ts': 'a table of constants' })

  test('may be long', () => {
    expect(rule.violations([{ path: 'src/core/a.ts', text: '// Line.\n'.repeat(linesMax + 1) }])).toEqual([])
  })

  test('must be long', () => {
    expect(rule.violations([{ path: 'src/core/a.ts', text: '' }])).toEqual([
      'src/core/a.ts is listed as long and is not',
    ])
  })
})

function firstLine(text: string): string {
  return text.split('\n')[0]!
}
