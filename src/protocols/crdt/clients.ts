// People who edit everything at once, wherever they happen to be.

import type { Request } from '../../core/protocol.ts'
import type { Operation } from '../../trace/happening.ts'
import type { Load } from '../../trace/scenario.ts'
import type { Crdt } from './vocabulary.ts'

interface Editor {
  left: number
  readonly name: string
}

/** Few words, so that editors meet. */
const words = ['milk', 'bread', 'tea'] as const

/** So many editors, each with so many wishes. */
export const editors = (count: number, wishes: number): Load<Crdt, Editor> => ({
  clients: count,
  thinkMs: [40, 300],
  patienceMs: 400,

  begin: name => ({ left: wishes, name }),

  wish(editor, random) {
    if (editor.left-- === 0) return null
    const word = random.pick(words)
    const token = `${editor.name}.${editor.left}`
    switch (random.between(0, 12)) {
      case 0:
        return { f: 'increment', value: random.between(1, 3) }
      case 1:
        return { f: 'adjust', value: random.between(-2, 2) }
      case 2:
        return { f: 'assign', value: token }
      case 3:
        return { f: 'write', value: token }
      case 4:
      case 5:
        return { f: 'add', value: word }
      case 6:
        return { f: 'remove', value: word }
      case 7:
        return { f: 'put', key: word, value: token }
      case 8:
        return { f: 'erase', key: word, value: null }
      case 9:
      case 10:
        return { f: 'insert', value: [random.between(0, 1), random.pick(['ab', 'xyz', '🐝'])] }
      case 11:
        return { f: 'cut', value: [0, 1] }
      default:
        return { f: 'read', value: null }
    }
  },

  request: (_editor, operation) => requestOf(operation),
  settle: (_editor, _operation, outcome) => outcome,
})

function requestOf({ f, key = '', value }: Operation): Request<Crdt> {
  switch (f) {
    case 'increment':
    case 'adjust':
      return { type: f, by: value as number }
    case 'assign':
    case 'write':
      return { type: f, value: value as string }
    case 'add':
    case 'remove':
      return { type: f, element: value as string }
    case 'put':
      return { type: f, key, value: value as string }
    case 'erase':
      return { type: f, key }
    case 'insert': {
      const [at, text] = value as readonly [number, string]
      return { type: f, at, text }
    }
    case 'cut': {
      const [at, count] = value as readonly [number, number]
      return { type: f, at, count }
    }
    default:
      return { type: 'read' }
  }
}
