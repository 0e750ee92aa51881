// A queue, first in, first out. A dequeue answers null where it found nothing.

import { equal } from '../../core/plain.ts'
import type { HistoryValue } from '../../trace/history.ts'
import { MalformedHistory } from '../../trace/history-malformed.ts'
import type { Model } from '../model.ts'
import { asked } from './words.ts'

type State = readonly HistoryValue[]

type QueueCall =
  | { readonly is: 'enqueue'; readonly value: HistoryValue }
  | { readonly is: 'dequeue'; readonly value: HistoryValue }
  /** Nobody heard what it took. */
  | { readonly is: 'lost dequeue' }

export const queue: Model<State, QueueCall> = {
  name: 'queue',
  initial: given => (Array.isArray(given) ? given : []),
  words: {
    enqueue(operation) {
      const value = asked(operation)
      if (value !== null) return { is: 'enqueue', value }
      throw new MalformedHistory(operation.invoked.line, 'value', 'something for enqueue', value)
    },
    dequeue: ({ ending }) => (ending.is === 'ok' ? { is: 'dequeue', value: ending.value } : { is: 'lost dequeue' }),
  },
  step(state, call) {
    switch (call.is) {
      case 'enqueue':
        return { is: 'taken', next: [...state, call.value] }
      case 'dequeue':
        return equal(state[0] ?? null, call.value) ? { is: 'taken', next: state.slice(1) } : { is: 'impossible' }
      case 'lost dequeue':
        return { is: 'taken', next: state.slice(1) }
    }
  },
  observes: call => call.is === 'dequeue' && call.value === null,
  partition: ({ key }) => key,
  describe: {
    call(call) {
      if (call.is === 'lost dequeue') return 'dequeue'
      if (call.value === null) return 'dequeue that found nothing'
      return `${call.is} ${JSON.stringify(call.value)}`
    },
    state: state => (state.length === 0 ? 'the queue is empty' : `the queue holds ${JSON.stringify(state)}`),
  },
}
