// The editor, in Portuguese.

import { pt as document } from '../document/pt.ts'
import type { EditorTexts } from './texts.ts'

export const pt: EditorTexts = {
  ...document,
  text: 'Texto',
  nothingYet: 'Escreve aqui. Markdown é entendido.',
  keys: 'Tab avança. Carrega em Escape e depois Tab para sair do texto.',
  strong: 'Negrito',
  emphasis: 'Itálico',
  code: 'Código',
  heading: 'Título',
  list: 'Lista',
  quote: 'Citação',
  link: 'Ligação',
  preview: 'Pré-visualização',
  cut: 'A pré-visualização mostra só o começo de um texto tão longo.',
  older: 'Estava lá, agora não',
  newer: 'Ainda não estava lá',
  same: 'Não há diferença para agora.',
}
