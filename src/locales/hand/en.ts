// The reader as the network, in English.

import type { HandTexts } from './texts.ts'

export const en: HandTexts = {
  title: 'You are the network',
  invitation:
    'Hold all messages: each stays in the air until you deliver or drop it. Timers go on. Can you keep a leader from being elected, or break a rule?',
  hold: 'Hold all messages',
  letGo: 'Let everything go',
  letGoSays: 'What waits is delivered now, and the network does its work again.',
  waiting: count => (count === 1 ? '1 message in the air' : `${count} messages in the air`),
  silence: 'Nothing is in the air. Let time go on until somebody says something.',
  goOn: 'Until something is said',
  of: 'Of and to',
  everyone: 'everyone',
  deliver: 'Deliver',
  drop: 'Drop',
  twice: 'Double',
  deliverAll: count => `Deliver these ${count}`,
  dropAll: count => `Drop these ${count}`,
  andMore: count => `and ${count} more`,
  keys: 'In the list: ↑ ↓ to the next, D delivers, X drops.',
  said: (what, from, to) => `${what} from ${from} to ${to}`,
  lost: 'Nobody was there to hear it.',
  tooLate: 'Too late: it is no longer in the air.',
  closed: 'A recording cannot be changed.',
  safe: 'Safety holds: no rule that must always hold is broken.',
  unsafe: (id, says) => `You broke ${id}: ${says}`,
  unknown: 'The rules are not here yet.',
  tally: {
    sent: 'Messages sent',
    delivered: 'Delivered by you',
    dropped: 'Dropped by you',
    doubled: 'Doubled by you',
    changed: 'Changed by you',
    crashed: 'Nodes crashed',
    answered: 'Operations answered',
    perOperation: 'Messages per operation',
  },
}
