// A board in several replicas: whatever they do at once, every card stands in one place and all of them see the same.

import { expect, test } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector, Map as SharedMap, Text } from 'yjs'
import { boardIn } from '../../../src/elements/board/board.ts'
import { BoardEdits } from '../../../src/elements/board/board-edits.ts'
import { cardsMax, firstColumns } from '../../../src/elements/board/limits.ts'

function replicas(count: number): { readonly doc: Doc; readonly edits: BoardEdits }[] {
  return Array.from({ length: count }, () => {
    const doc = new Doc()
    return { doc, edits: new BoardEdits(doc) }
  })
}

function exchange(all: readonly { readonly doc: Doc }[]): void {
  for (const { doc: from } of all)
    for (const { doc: to } of all) applyUpdate(to, encodeStateAsUpdate(from, encodeStateVector(to)))
}

const shown = (doc: Doc) =>
  Object.fromEntries(boardIn(doc).columns.map(({ id, cards }) => [id, cards.map(({ text }) => text)]))

test('a card that two move at once stands in exactly one place, the same for both', () => {
  const [ann, bob] = replicas(2)
  const id = ann!.edits.add('milk', { column: 'todo', index: 0 })
  exchange([ann!, bob!])
  ann!.edits.move(id, { column: 'doing', index: 0 })
  ann!.edits.move(id, { column: 'todo', index: 0 })
  bob!.edits.move(id, { column: 'done', index: 0 })
  exchange([ann!, bob!])
  expect(shown(ann!.doc)).toEqual(shown(bob!.doc))
  expect(Object.values(shown(ann!.doc)).flat()).toEqual(['milk'])
})

test('cards that two put into one place at once both stand there, and there is room between them', () => {
  const [ann, bob] = replicas(2)
  ann!.edits.add('first', { column: 'todo', index: 0 })
  exchange([ann!, bob!])
  ann!.edits.add('from Ann', { column: 'todo', index: 1 })
  bob!.edits.add('from Bob', { column: 'todo', index: 1 })
  exchange([ann!, bob!])
  expect(shown(ann!.doc)).toEqual(shown(bob!.doc))
  ann!.edits.add('between', { column: 'todo', index: 2 })
  exchange([ann!, bob!])
  expect(shown(bob!.doc).todo).toHaveLength(4)
  expect(shown(bob!.doc).todo![2]).toBe('between')
})

test('two who write on one card at once both keep their words', () => {
  const [ann, bob] = replicas(2)
  const id = ann!.edits.add('buy milk', { column: 'todo', index: 0 })
  exchange([ann!, bob!])
  const [fromAnn, fromBob] = [ann!.edits.writing(id), bob!.edits.writing(id)]
  fromBob('buy milk today')
  exchange([ann!, bob!])
  fromAnn('please buy milk')
  exchange([ann!, bob!])
  expect(shown(bob!.doc).todo).toEqual(['please buy milk today'])
})

test('undo takes back one step of one replica: a move, a text, a card thrown away', () => {
  const [ann, bob] = replicas(2)
  const id = ann!.edits.add('milk', { column: 'todo', index: 0 })
  exchange([ann!, bob!])
  bob!.edits.move(id, { column: 'done', index: 0 })
  bob!.edits.writing(id)('oat milk')
  bob!.edits.remove(id)
  exchange([ann!, bob!])
  expect(shown(ann!.doc).done).toEqual([])
  const seen = [1, 2, 3].map(() => {
    bob!.edits.undoing.undo()
    exchange([ann!, bob!])
    return shown(ann!.doc)
  })
  expect(seen.map(({ todo, done }) => [todo, done])).toEqual([
    [[], ['oat milk']],
    [[], ['milk']],
    [['milk'], []],
  ])
  expect(bob!.edits.undoing.canUndo()).toBe(false)
})

test('columns that two rename and add at once are all there, and none is there twice', () => {
  const [ann, bob] = replicas(2)
  ann!.edits.renameColumn('todo', 'Ideas')
  bob!.edits.addColumn('Later')
  exchange([ann!, bob!])
  const titles = boardIn(bob!.doc).columns.map(({ id, title }) => title || id)
  expect(titles).toEqual(boardIn(ann!.doc).columns.map(({ id, title }) => title || id))
  expect(titles).toHaveLength(4)
  expect(titles).toContain('Later')
})

test('a card put into a column that another takes away at once is not lost', () => {
  const [ann, bob] = replicas(2)
  const id = ann!.edits.add('milk', { column: 'todo', index: 0 })
  exchange([ann!, bob!])
  ann!.edits.removeColumn('done')
  bob!.edits.move(id, { column: 'done', index: 0 })
  exchange([ann!, bob!])
  expect(shown(bob!.doc)).toEqual({ todo: ['milk'], doing: [] })
})

test('the last column stays', () => {
  const [ann] = replicas(1)
  for (const id of firstColumns) ann!.edits.removeColumn(id)
  expect(boardIn(ann!.doc).columns.map(({ id }) => id)).toEqual(['done'])
})

test('what a peer wrote that is no card, no place or no column is passed over or put where it can be seen', () => {
  const [ann] = replicas(1)
  const { doc, edits } = ann!
  const [cards, columns] = [doc.getMap('cards'), doc.getMap('columns')]
  cards.set('text', 'a card?')
  cards.set('x'.repeat(1000), new SharedMap())
  cards.set('a', new SharedMap([['text', { toString: 1 }]]))
  cards.set(
    'b',
    new SharedMap<unknown>([
      ['text', new Text('b')],
      ['place', { column: 7, order: '<b>' }],
    ]),
  )
  cards.set(
    'c',
    new SharedMap<unknown>([
      ['text', new Text('c')],
      ['place', new SharedMap()],
    ]),
  )
  columns.set('odd', 7)
  expect(shown(doc)).toEqual({ todo: ['', 'b', 'c'], doing: [], done: [] })
  edits.move('c', { column: 'todo', index: 1 })
  expect(shown(doc).todo).toEqual(['', 'c', 'b'])
})

test('of a flood of cards so many are drawn, and the board says how many are not', () => {
  const [ann] = replicas(1)
  const cards = ann!.doc.getMap('cards')
  ann!.doc.transact(() => {
    for (let count = 0; count < cardsMax + 7; count++) cards.set(`${count}`, new SharedMap())
  })
  const { columns, unseen } = boardIn(ann!.doc)
  expect([columns[0]!.cards.length, unseen]).toEqual([cardsMax, 7])
})
