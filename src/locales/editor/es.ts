// The editor, in Spanish.

import { es as document } from '../document/es.ts'
import type { EditorTexts } from './texts.ts'

export const es: EditorTexts = {
  ...document,
  text: 'Texto',
  nothingYet: 'Escribe aquí. Se entiende Markdown.',
  keys: 'Tab sangra. Pulsa Escape y luego Tab para salir del texto.',
  strong: 'Negrita',
  emphasis: 'Cursiva',
  code: 'Código',
  heading: 'Título',
  list: 'Lista',
  quote: 'Cita',
  link: 'Enlace',
  preview: 'Vista previa',
  cut: 'La vista previa muestra solo el comienzo de un texto tan largo.',
  older: 'Estaba entonces, ahora no',
  newer: 'Entonces no estaba aún',
  same: 'No hay diferencia con ahora.',
}
