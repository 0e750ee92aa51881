// What the board says beside what all elements with a document say.

import type { DocumentTexts } from '../document/texts.ts'

export interface BoardTexts extends DocumentTexts {
  readonly column: Readonly<Record<'todo' | 'doing' | 'done', string>>
  readonly unnamedColumn: string
  readonly columnOf: (title: string, count: number) => string
  readonly emptyCard: string
  readonly addCard: string
  readonly cardText: string
  readonly addColumn: string
  readonly columnTitle: string
  readonly rename: (title: string) => string
  readonly removeColumn: (title: string) => string
  readonly edit: string
  readonly save: string
  readonly cancel: string
  readonly remove: string
  readonly more: (text: string) => string
  readonly moveTo: (title: string) => string
  readonly up: string
  readonly down: string
  readonly keys: string
  readonly moved: (text: string, column: string, place: number, count: number) => string
  readonly added: (text: string) => string
  readonly removed: (text: string) => string
  readonly dropped: (text: string) => string
  readonly at: (names: string) => string
  readonly unseenCards: (count: number) => string
}
