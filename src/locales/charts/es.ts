// Las gráficas de una ejecución, en español.

import type { ChartsTexts } from './texts.ts'

export const es: ChartsTexts = {
  title: 'Gráficas',
  counting: 'Contando…',
  sent: 'Mensajes enviados',
  bytes: 'Bytes enviados',
  lost: 'Mensajes perdidos',
  inTheAir: 'Mensajes en camino',
  each: ms => `en cada ${ms} ms`,
  most: most => `como mucho ${most}`,
  number: 'Un número que guardan los nodos',
  firstOf: (shown, count) => `Se dibujan los primeros ${shown} de ${count} nodos.`,
  asTable: 'Como tabla',
  until: 'Hasta, ms',
  goThere: ms => `Ir a ${ms} ms`,
}
