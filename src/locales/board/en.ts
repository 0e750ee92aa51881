// The board, in English.

import { en as document } from '../document/en.ts'
import type { BoardTexts } from './texts.ts'

export const en: BoardTexts = {
  ...document,
  column: { todo: 'To do', doing: 'Doing', done: 'Done' },
  unnamedColumn: 'Column',
  columnOf: (title, count) => `${title}, ${count === 1 ? 'one card' : `${count} cards`}`,
  emptyCard: '(empty)',
  addCard: 'Add a card',
  cardText: 'What is to be done?',
  addColumn: 'Add a column',
  columnTitle: 'Title of the column',
  rename: title => `Rename “${title}”`,
  removeColumn: title => `Remove “${title}”`,
  edit: 'Edit',
  save: 'Save',
  cancel: 'Cancel',
  remove: 'Delete',
  more: text => `More for “${text}”`,
  moveTo: title => `To “${title}”`,
  up: 'Up',
  down: 'Down',
  keys: 'Alt and the arrow keys move a card, Enter edits it, Delete deletes it. Or drag it.',
  moved: (text, column, place, count) => `“${text}” is in ${column}, ${place} of ${count}.`,
  added: text => `“${text}” is added.`,
  removed: text => `“${text}” is deleted. Undo brings it back.`,
  dropped: text => `“${text}” stays where it was.`,
  at: names => `${names} here`,
  unseenCards: count => (count === 1 ? 'One more card is not shown.' : `${count} more cards are not shown.`),
}
