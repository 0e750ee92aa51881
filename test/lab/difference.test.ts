// Goal: a view marks what changed and all that it is part of, and nothing else.

import { expect, test } from 'vitest'
import { changedPaths } from '../../src/lab/difference.ts'

const changed = (before: unknown, after: unknown) => [...changedPaths(before, after)]

test.each<[string, unknown, unknown, readonly string[]]>([
  ['nothing', { term: 1 }, { term: 1 }, []],
  ['a field', { term: 1, log: [] }, { term: 2, log: [] }, ['term']],
  ['a field within', { role: { is: 'a', votes: 1 } }, { role: { is: 'a', votes: 2 } }, ['role', 'role.votes']],
  ['a place of a list', { log: [1, 2] }, { log: [1, 2, 3] }, ['log', 'log.2']],
  ['an entry of a map', { next: new Map([['n1', 1]]) }, { next: new Map([['n1', 2]]) }, ['next', 'next.n1']],
  ['an item of a set', { alive: new Set(['n1']) }, { alive: new Set(['n1', 'n2']) }, ['alive', 'alive.n2']],
  ['bytes, as one', { hash: Uint8Array.of(1) }, { hash: Uint8Array.of(2) }, ['hash']],
  ['all of a node that came', undefined, { term: 1 }, []],
])('%s', (_, before, after, paths) => expect(changed(before, after)).toEqual(paths))

test('what lies too deep is marked by what it is part of', () => {
  const deep = (value: number) => ({ a: { b: { c: { d: { e: value } } } } })
  expect(changed(deep(1), deep(2))).toEqual(['a', 'a.b', 'a.b.c', 'a.b.c.d'])
})
