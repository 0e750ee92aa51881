// The board, in Spanish.

import { es as document } from '../document/es.ts'
import type { BoardTexts } from './texts.ts'

export const es: BoardTexts = {
  ...document,
  column: { todo: 'Por hacer', doing: 'En curso', done: 'Hecho' },
  unnamedColumn: 'Columna',
  columnOf: (title, count) => `${title}, ${count === 1 ? 'una tarjeta' : `${count} tarjetas`}`,
  emptyCard: '(vacía)',
  addCard: 'Añadir una tarjeta',
  cardText: '¿Qué hay que hacer?',
  addColumn: 'Añadir una columna',
  columnTitle: 'Título de la columna',
  rename: title => `Renombrar «${title}»`,
  removeColumn: title => `Quitar «${title}»`,
  edit: 'Editar',
  save: 'Guardar',
  cancel: 'Cancelar',
  remove: 'Borrar',
  more: text => `Más para «${text}»`,
  moveTo: title => `A «${title}»`,
  up: 'Arriba',
  down: 'Abajo',
  keys: 'Alt y las flechas mueven una tarjeta, Intro la edita, Supr la borra. O arrástrala.',
  moved: (text, column, place, count) => `«${text}» está en ${column}, ${place} de ${count}.`,
  added: text => `«${text}» se ha añadido.`,
  removed: text => `«${text}» se ha borrado. Deshacer la trae de vuelta.`,
  dropped: text => `«${text}» se queda donde estaba.`,
  at: names => `${names} aquí`,
  unseenCards: count =>
    count === 1 ? 'Hay una tarjeta más que no se muestra.' : `Hay ${count} tarjetas más que no se muestran.`,
}
