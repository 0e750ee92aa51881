// The README of the checkers says what the code does.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { linearizable } from '../../src/checkers/linearizable.ts'
import { models } from '../../src/checkers/models.ts'
import { parseHistory } from '../../src/trace/history-text.ts'
import { counter } from './counter.ts'
import { asks, done, givesUp, told } from './told.ts'

const readme = readFileSync(join(import.meta.dirname, '../../src/checkers/README.md'), 'utf8')

test('judging a history prints what the README says it prints', () => {
  const text = /parseHistory\(`([^`]*)`\)/.exec(readme)![1]!
  const verdict = linearizable(parseHistory(text), models.get('cas-register')!)
  expect(verdict).toMatchObject({ is: 'broken' })
  expect(readme).toContain(`// ${verdict.is === 'broken' ? verdict.explanation : ''}\n`)
})

describe('the counter', () => {
  test('stands in the README word for word', () => {
    const source = readFileSync(join(import.meta.dirname, 'counter.ts'), 'utf8')
    expect(readme).toContain(source.slice(source.indexOf('import')))
  })

  test('counts, also what may have been added', () => {
    const lost = [done('a', 'add', 2), asks('b', 'add', 3), givesUp('b', 'add')].flat()
    expect(linearizable(told(lost, done('c', 'read', 2), done('c', 'read', 5)), counter).is).toBe('holds')
    expect(linearizable(told(lost, done('c', 'read', 5), done('c', 'read', 2)), counter).is).toBe('broken')
  })
})
