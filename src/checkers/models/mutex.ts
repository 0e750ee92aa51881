// A lock that at most one process holds. Anyone may release it, as in Knossos: who holds it is not part of the state.

import type { Model } from '../model.ts'
import { askedNothing } from './words.ts'

type State = 'free' | 'held'
type MutexCall = 'acquire' | 'release'

export const mutex: Model<State, MutexCall> = {
  name: 'mutex',
  initial: given => (given === 'held' ? 'held' : 'free'),
  misfit: given => (given === 'held' || given === 'free' ? null : 'free or held'),
  words: {
    acquire(operation) {
      askedNothing(operation)
      return 'acquire'
    },
    release(operation) {
      askedNothing(operation)
      return 'release'
    },
  },
  step(state, call) {
    const { reads, writes } = access(call)
    return state === reads ? { is: 'taken', next: writes } : { is: 'impossible' }
  },
  observes: () => false,
  partition: ({ key }) => key,
  describe: { call: call => call, state: state => `the lock is ${state}` },
  access,
}

function access(call: MutexCall): { readonly reads: State; readonly writes: State } {
  return call === 'acquire' ? { reads: 'free', writes: 'held' } : { reads: 'held', writes: 'free' }
}
