// What the tools write: Markdown around a selection or before its lines, and what is done twice is undone.

import { EditorSelection, EditorState } from '@codemirror/state'
import { expect, test } from 'vitest'
import { type Format, formatted } from '../../../src/elements/editor/formats.ts'

/** `[` and `]` bound the selection. */
function apply(marked: string, ...formats: readonly Format[]): string {
  const [from, to] = [marked.indexOf('['), marked.indexOf(']') - 1]
  let state = EditorState.create({ doc: marked.replace(/[[\]]/g, ''), selection: EditorSelection.range(from, to) })
  for (const format of formats) state = state.update(formatted(state, format)).state
  const { main } = state.selection
  const text = state.sliceDoc()
  return `${text.slice(0, main.from)}[${text.slice(main.from, main.to)}]${text.slice(main.to)}`
}

test.each([
  ['strong', 'a [b] c', 'a **[b]** c'],
  ['emphasis', 'a [b] c', 'a _[b]_ c'],
  ['code', '[]', '`[]`'],
  ['link', 'a [b] c', 'a [b]([https://]) c'],
] as const)('%s goes around what is selected', (format, before, after) => {
  expect(apply(before, format)).toBe(after)
})

test.each(['strong', 'emphasis', 'code'] as const)('%s done twice leaves the text as it was', format => {
  expect(apply('a [b] c', format, format)).toBe('a [b] c')
})

test('a list takes in every line of the selection, and those that have it already only once', () => {
  expect(apply('o[ne\n- two\nth]ree', 'list')).toBe('- o[ne\n- two\n- th]ree')
  expect(apply('o[ne\n- two\nth]ree', 'list', 'list')).toBe('o[ne\ntwo\nth]ree')
})

test('emphasis within strong text is emphasis and takes nothing away', () => {
  expect(apply('[b]', 'strong', 'emphasis')).toBe('**_[b]_**')
})
