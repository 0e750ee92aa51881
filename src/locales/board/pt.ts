// The board, in Portuguese.

import { pt as document } from '../document/pt.ts'
import type { BoardTexts } from './texts.ts'

export const pt: BoardTexts = {
  ...document,
  column: { todo: 'Por fazer', doing: 'Em curso', done: 'Feito' },
  unnamedColumn: 'Coluna',
  columnOf: (title, count) => `${title}, ${count === 1 ? 'um cartão' : `${count} cartões`}`,
  emptyCard: '(vazio)',
  addCard: 'Juntar um cartão',
  cardText: 'O que há a fazer?',
  addColumn: 'Juntar uma coluna',
  columnTitle: 'Título da coluna',
  rename: title => `Mudar o nome de «${title}»`,
  removeColumn: title => `Retirar «${title}»`,
  edit: 'Editar',
  save: 'Guardar',
  cancel: 'Cancelar',
  remove: 'Apagar',
  more: text => `Mais para «${text}»`,
  moveTo: title => `Para «${title}»`,
  up: 'Acima',
  down: 'Abaixo',
  keys: 'Alt e as setas movem um cartão, Enter edita-o, Delete apaga-o. Ou arrasta-o.',
  moved: (text, column, place, count) => `«${text}» está em ${column}, ${place} de ${count}.`,
  added: text => `«${text}» foi acrescentado.`,
  removed: text => `«${text}» foi apagado. Anular trá-lo de volta.`,
  dropped: text => `«${text}» fica onde estava.`,
  at: names => `${names} aqui`,
  unseenCards: count =>
    count === 1 ? 'Há mais um cartão que não se mostra.' : `Há mais ${count} cartões que não se mostram.`,
}
