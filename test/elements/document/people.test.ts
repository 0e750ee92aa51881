// Who is here, as awareness says it: whatever a peer makes up, a person has a short name and a colour of ours.

import { expect, test } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import { Doc } from 'yjs'
import {
  cleanName,
  initialsOf,
  nameLengthMax,
  nameOf,
  People,
  peopleMax,
} from '../../../src/elements/document/people.ts'

function present(states: Readonly<Record<number, object>>): People {
  const awareness = new Awareness(new Doc())
  for (const [client, state] of Object.entries(states)) awareness.states.set(Number(client), state)
  const people = new People(awareness, () => {})
  awareness.destroy()
  return people
}

test('this tab comes first, the others in the order of their ids, and no two have one colour while colours last', () => {
  const { list } = present({ 9: { user: { name: 'Bob' } }, 1: { user: { name: 'Ann' } } })
  expect(list.map(({ name, isSelf }) => [name, isSelf])).toEqual([
    ['', true],
    ['Ann', false],
    ['Bob', false],
  ])
  expect(new Set(list.map(({ hue }) => hue)).size).toBe(3)
})

test.each([
  ['no user', {}],
  ['null', { user: null }],
  ['a user that is text', { user: 'Eve' }],
  ['a name that is a thing', { user: { name: { toString: 1 } } }],
])('who says %s has no name, and is told apart by a number', (_, state) => {
  const { list } = present({ 12345: state })
  expect(nameOf(list[1]!, 'Guest')).toBe('Guest 345')
})

test('a name is one short line that cannot turn the words around it', () => {
  expect(cleanName('  Ann\n\u202eLee\u0000 ')).toBe('AnnLee')
  expect([...cleanName('👩‍🏫'.repeat(100))].length).toBeLessThanOrEqual(nameLengthMax)
})

test('of a crowd only so many are drawn', () => {
  const crowd = Object.fromEntries(Array.from({ length: 2 * peopleMax }, (_, index) => [index + 1, {}]))
  expect(present(crowd).list).toHaveLength(peopleMax)
})

test('initials are those of the first and the last word', () => {
  expect(['Ann', 'ann lee', 'María José Díaz', '  ', '👩 x'].map(initialsOf)).toEqual(['A', 'AL', 'MD', '?', '👩X'])
})
