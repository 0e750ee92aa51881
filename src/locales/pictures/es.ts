// The pictures, in Spanish.

import type { PictureTexts } from './texts.ts'

export const es: PictureTexts = {
  network: 'Red',
  nodesAndMessages: (nodes, messages) =>
    `${nodes === 1 ? 'Un nodo' : `${nodes} nodos`}, ${messages === 1 ? 'un mensaje' : `${messages} mensajes`} en camino`,
  standing: { up: 'activo', paused: 'en pausa', down: 'caído' },
  lying: 'miente',
  saving: 'espera a su disco',
  messageFrom: (what, from, to) => `${what} de ${from} a ${to}`,
  times: count => `${count} veces`,
  link: (from, to) => `Enlace de ${from} a ${to}`,
  side: letter => `lado ${letter}`,
  links: 'Enlaces',
  legend: 'Leyenda',
  roles: 'Nodos',
  messages: 'Mensajes',
  draw: 'Dibujar una partición',
  drawHint: 'Rodea los nodos que deben quedar separados.',
  groups: 'Partición…',
  otherSide: '¿Quién queda al otro lado?',
  corrupt: 'Alterarlo',
  doIt: 'Hacerlo',
  close: 'Cerrar',
  bandwidth: 'Bytes por milisegundo, en cada enlace',
  timeline: 'Espacio y tiempo',
  timelineKeys:
    'Las flechas pasan de un suceso a otro, J y K recorren un nodo, Intro va allí, más y menos cambian el tamaño.',
  happening: (index, atMs) => `#${index} a los ${atMs} ms`,
  list: 'Lista',
  zoomIn: 'Acercar',
  zoomOut: 'Alejar',
  quiet: ms => `${ms} ms de calma`,
  unplaced: count => `Hay ${count} mensajes más en camino de los que se dibujan.`,
  notDrawn: count => `Otros ${count} mensajes cruzan este tramo y no se dibujan. Acércate para verlos.`,
  band: { down: 'caído', paused: 'en pausa', lying: 'miente', parted: 'partición', cut: 'enlace cortado' },
  past: 'pudo llevar a él',
  future: 'pudo seguir de él',
  nothingYet: 'Aún no ha pasado nada.',
  earlier: 'Antes',
  later: 'Después',
}
