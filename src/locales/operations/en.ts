// The operations of clients, in English.

import type { OperationsTexts } from './texts.ts'

export const en: OperationsTexts = {
  title: 'Operations',
  none: 'No client has asked for anything yet.',
  outcome: { answered: 'answered', refused: 'refused', unknown: 'nobody knows', waiting: 'waits' },
  searching: 'Looking for one order that explains all answers…',
  stop: 'Stop looking',
  stopped: 'the search was stopped',
  searchAgain: 'Look again',
  holds: count =>
    count === 1 ? 'Its answer can be explained: linearizable.' : `One order explains all ${count}: linearizable.`,
  broken: (operation, client) => `Not linearizable: no order explains ${operation}, which ${client} was told.`,
  unknown: why => `Nobody can say: ${why}.`,
  noModel: 'What these clients ask for is no object that this house has a model of: it is not judged.',
  explained: count =>
    count === 1 ? 'One operation before it can be explained:' : `${count} before it can be explained, in this order:`,
  showWhere: 'Show where',
  drawn: (drawn, count) => `${drawn} of ${count} are drawn.`,
  picture: 'Operations in time, a row for each client',
  asList: 'As a list',
  client: 'Client',
  operation: 'Operation',
  began: 'Began, ms',
  ended: 'Ended, ms',
  became: 'What became of it',
  earlier: 'Earlier',
}
