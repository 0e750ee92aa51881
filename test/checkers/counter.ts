// The model that the README of the checkers adds, as it stands there.

import type { Model } from '../../src/checkers/model.ts'
import { MalformedHistory } from '../../src/trace/history-malformed.ts'

type CounterCall = { readonly is: 'add'; readonly amount: number } | { readonly is: 'read'; readonly total: number }

export const counter: Model<number, CounterCall> = {
  name: 'counter',
  initial: () => 0,
  words: {
    add({ value, invoked }) {
      if (typeof value === 'number') return { is: 'add', amount: value }
      throw new MalformedHistory(invoked.line, 'value', 'a number for add', value)
    },
    read: ({ ending }) => (ending.is === 'ok' ? { is: 'read', total: Number(ending.value) } : null),
  },
  step(state, call) {
    if (call.is === 'add') return { is: 'taken', next: state + call.amount }
    return state === call.total ? { is: 'taken', next: state } : { is: 'impossible' }
  },
  observes: call => call.is === 'read',
  partition: ({ key }) => key,
  describe: {
    call: call => (call.is === 'add' ? `add ${call.amount}` : `read ${call.total}`),
    state: state => `the counter stands at ${state}`,
  },
}
