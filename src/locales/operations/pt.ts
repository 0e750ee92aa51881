// As operações dos clientes, em português.

import type { OperationsTexts } from './texts.ts'

export const pt: OperationsTexts = {
  title: 'Operações',
  none: 'Nenhum cliente pediu nada ainda.',
  outcome: { answered: 'respondida', refused: 'recusada', unknown: 'ninguém sabe', waiting: 'espera' },
  searching: 'Procura-se uma ordem que explique todas as respostas…',
  stop: 'Parar de procurar',
  stopped: 'a procura foi parada',
  searchAgain: 'Procurar outra vez',
  holds: count =>
    count === 1 ? 'A sua resposta pode ser explicada: linearizável.' : `Uma ordem explica as ${count}: linearizável.`,
  broken: (operation, client) => `Não é linearizável: nenhuma ordem explica ${operation}, que foi dito a ${client}.`,
  unknown: why => `Ninguém pode dizer: ${why}.`,
  noModel: 'O que estes clientes pedem não é um objeto de que haja aqui um modelo: não é julgado.',
  explained: count =>
    count === 1
      ? 'Uma operação anterior pode ser explicada:'
      : `${count} anteriores podem ser explicadas, por esta ordem:`,
  showWhere: 'Mostrar onde',
  drawn: (drawn, count) => `Desenham-se ${drawn} de ${count}.`,
  picture: 'Operações no tempo, uma linha por cliente',
  asList: 'Como lista',
  client: 'Cliente',
  operation: 'Operação',
  began: 'Começou, ms',
  ended: 'Acabou, ms',
  became: 'O que foi feito dela',
  earlier: 'Anteriores',
}
