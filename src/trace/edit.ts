// What a person does to a run by hand, as data: the same seed with the same edits is the same run, on any machine.

import { speechOf } from '../core/codec.ts'
import type { PeerId } from '../core/ids.ts'
import type { Message, Request, Vocabulary } from '../core/protocol.ts'
import { nat, peer } from '../core/shape.ts'
import { Malformed } from '../core/wire.ts'
import { type Fault, fault } from '../faults/fault.ts'
import { anything, type Check, exactly, listOf, oneBy } from './checks.ts'
import { moment } from './moment.ts'

export type Act<V extends Vocabulary> =
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'ask'; readonly node: PeerId; readonly request: Request<V> }
  | Meddling<V>

/** Lays hands on something that is to come; `pending` is its number. */
export type Meddling<V extends Vocabulary> = { readonly kind: 'meddle'; readonly pending: number } & (
  | { readonly verb: 'deliver' | 'drop' | 'duplicate' }
  | { readonly verb: 'delay'; readonly byMs: number }
  /** Something else arrives in its place. */
  | { readonly verb: 'corrupt'; readonly message: Message<V> }
)

export type MeddlingVerb = Meddling<any>['verb']

/** After so many events of the simulator, at this time, this was done. */
export interface Edit<V extends Vocabulary = any> {
  readonly after: number
  readonly atMs: number
  readonly act: Act<V>
}

export const editsMax = 10_000

/** Without a vocabulary, what is asked and what is said instead is not looked at. Throws `Malformed`, naming the field. */
export function editsCheck(vocabulary: Vocabulary | null): Check {
  const speech = vocabulary === null ? null : speechOf(vocabulary)
  const edit = listOf({
    check: (value, path) => exactly(value, path, { after: nat, atMs: moment, act: actCheck(speech) }),
  })
  return {
    check(value, path) {
      if (Array.isArray(value) && value.length > editsMax)
        throw new Malformed(`${path}: expected at most ${editsMax} edits`)
      return edit.check(value, path)
    },
  }
}

function actCheck(speech: ReturnType<typeof speechOf> | null): Check {
  const meddlings = oneBy(
    'verb',
    {
      deliver: {},
      drop: {},
      duplicate: {},
      delay: { byMs: nat },
      corrupt: { message: speech?.message ?? anything },
    },
    { kind: anything, pending: nat },
  )
  const others = oneBy('kind', { fault: { fault }, ask: { node: peer, request: speech?.request ?? anything } })
  return {
    check: (value, path) => ((value as Act<any> | null)?.kind === 'meddle' ? meddlings : others).check(value, path),
  }
}
