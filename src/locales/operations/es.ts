// Las operaciones de los clientes, en español.

import type { OperationsTexts } from './texts.ts'

export const es: OperationsTexts = {
  title: 'Operaciones',
  none: 'Ningún cliente ha pedido nada todavía.',
  outcome: { answered: 'respondida', refused: 'rechazada', unknown: 'nadie lo sabe', waiting: 'espera' },
  searching: 'Se busca un orden que explique todas las respuestas…',
  stop: 'Dejar de buscar',
  stopped: 'se dejó de buscar',
  searchAgain: 'Buscar otra vez',
  holds: count =>
    count === 1 ? 'Su respuesta se puede explicar: linealizable.' : `Un orden explica las ${count}: linealizable.`,
  broken: (operation, client) => `No es linealizable: ningún orden explica ${operation}, que se le dijo a ${client}.`,
  unknown: why => `Nadie lo puede decir: ${why}.`,
  noModel: 'Lo que piden estos clientes no es un objeto del que haya aquí un modelo: no se juzga.',
  explained: count =>
    count === 1
      ? 'Una operación anterior se puede explicar:'
      : `${count} anteriores se pueden explicar, en este orden:`,
  showWhere: 'Mostrar dónde',
  drawn: (drawn, count) => `Se dibujan ${drawn} de ${count}.`,
  picture: 'Operaciones en el tiempo, una fila por cliente',
  asList: 'Como lista',
  client: 'Cliente',
  operation: 'Operación',
  began: 'Empezó, ms',
  ended: 'Acabó, ms',
  became: 'Qué fue de ella',
  earlier: 'Anteriores',
}
