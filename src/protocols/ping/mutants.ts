// Ping with one thing wrong, each time another.

import { type PingOptions, ping } from './protocol.ts'

export const mutants = [
  {
    name: 'takesOldAnswers',
    says: 'Counts an answer to any round, however old.',
    breaks: 'R1',
    protocol(options: Partial<PingOptions>) {
      const honest = ping(options)
      return {
        ...honest,
        onMessage: {
          ...honest.onMessage,
          pong: (node, _message, from, ctx) => honest.onMessage.pong(node, { serial: node.serial }, from, ctx),
        },
      } satisfies typeof honest
    },
  },
  {
    name: 'forgetsItsRound',
    says: 'Starts again from the first round after a crash.',
    breaks: 'R2',
    protocol(options: Partial<PingOptions>) {
      const honest = ping(options)
      return { ...honest, start: ctx => honest.start(ctx, undefined) } satisfies typeof honest
    },
  },
  {
    name: 'neverSuspects',
    says: 'Does not mind an answer that is overdue.',
    breaks: 'R3',
    protocol(options: Partial<PingOptions>) {
      const honest = ping(options)
      return { ...honest, onTimer: { ...honest.onTimer, overdue: () => {} } } satisfies typeof honest
    },
  },
]
