// What is marked in one view is marked in all: one selection for each workbench, that tells only of what is new.

import { expect, test } from 'vitest'
import { peerId } from '../../src/core/ids.ts'
import { selectionOf } from '../../src/elements/selection.ts'
import type { Workbench } from '../../src/lab/workbench.ts'

const [n1, n2] = [peerId('n1'), peerId('n2')]
const someBench = (): Workbench => ({}) as Workbench

test('views of one workbench share a selection, and those of another do not', () => {
  const bench = someBench()
  selectionOf(bench).pick({ peer: n1 })
  expect(selectionOf(bench).peer).toBe(n1)
  expect(selectionOf(someBench()).peer).toBe(null)
})

test('a pick takes the place of the last: a node, a message and a place are never picked at once by accident', () => {
  const selection = selectionOf(someBench())
  selection.pick({ peer: n1, index: 3 })
  selection.pick({ index: 4 })
  expect([selection.peer, selection.arrow, selection.index]).toEqual([null, null, 4])
})

test('whoever watches hears of each change once, and of nothing when nothing changed', () => {
  const selection = selectionOf(someBench())
  let heard = 0
  const stop = selection.watch(() => heard++)
  selection.hover({ peer: n2 })
  selection.hover({ peer: n2, index: null })
  expect(heard).toBe(1)
  selection.hover({})
  expect(heard).toBe(2)
  stop()
  selection.pick({ peer: n1 })
  expect(heard).toBe(2)
})
