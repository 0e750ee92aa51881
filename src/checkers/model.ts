// A model says what an object is: how it begins, what can be called on it, and what each call does to it.
// A record of pure functions over plain data; README.md shows how to write one.

import type { History, HistoryHeader, HistoryKey, HistoryOperation, HistoryValue } from '../trace/history.ts'
import { MalformedHistory } from '../trace/history-malformed.ts'
import type { Narrow } from './window.ts'

export type Step<State> =
  | { readonly is: 'taken'; readonly next: State }
  /** In this state the call cannot have ended as it did. */
  | { readonly is: 'impossible' }

export interface Model<State = any, Call = any> {
  readonly name: string
  /** What an object holds at first; `given` comes from the header of the history, if that says anything. */
  initial(given: HistoryValue | undefined): State
  /** Says what could be given instead, where an object cannot begin like this. Left out, it can. */
  misfit?(given: HistoryValue): string | null
  /**
   * The words of a history, each with its reader. It checks what stands in the operation, or throws
   * `MalformedHistory`. Null means that the call cannot have had an effect: a read that never came back.
   */
  readonly words: { readonly [f: string]: (operation: HistoryOperation, header: HistoryHeader) => Call | null }
  step(state: State, call: Call): Step<State>
  /** Whether the call leaves every state as it is: a read, a cas that was refused. */
  observes(call: Call): boolean
  /**
   * Which object the operation is on. Objects are then judged one by one, which is sound for linearizability
   * (Herlihy and Wing 1990, theorem 1) and makes long histories short. Left out, all share one object.
   */
  partition?(operation: HistoryOperation): HistoryKey | null
  readonly describe: {
    /** `write 3` */
    call(call: Call): string
    /** What the object does in this state, as the end of a sentence: `the register holds 3`. */
    state(state: State): string
  }
  /** For speed, and for checkers that need to know who wrote what was read. */
  access?(call: Call): Access<State> | null
  /** For speed: whether calls without a known `writes` may lead from one state to the other, or the two are equal. */
  mayBecome?(from: State, to: State): boolean
  /**
   * For speed, where calls leave no one state behind, as appends do: tells for any state which of them may have left
   * it, and from where. Null where that cannot be told.
   */
  growth?(calls: readonly Call[], initial: State): Growths<State, Call> | null
  /** For speed: what the answers tell about time. Left out, it is told by what `access` says. */
  readonly narrow?: Narrow<State, Call>
  /** For speed, where what goes in first comes out first. */
  readonly flow?: Flow<State, Call>
  /** For speed. */
  lens?(calls: readonly Call[], initial: State): Lens<State, Call>
}

/** A call in terms of whole states: possible in one state only (`reads`), or leaving one and the same (`writes`). */
export interface Access<State> {
  readonly reads?: State
  readonly writes?: State
}

export type Growths<State, Call> = (state: State) => readonly Growth<Call>[]

/** Calls, by their places, that do the same, and may have left a certain state behind. */
export interface Growth<Call> {
  readonly alike: readonly number[]
  /** What each of them did if it was the one: a call whose `access` says it all. */
  readonly as: Call
}

/**
 * What a history can tell apart. Values that no operation of it would notice are one to the search: with thirty lost
 * writes that nobody read, one is as good as the other.
 */
export interface Lens<State, Call> {
  call(call: Call): Call
  state(state: State): State
}

export interface Flow<State = any, Call = any> {
  /** What goes in, the first to come out first. */
  held(state: State): readonly unknown[]
  passageOf(call: Call): Passage
}

/** `empty`: it found nothing. `lost`: it took out what was there, if it happened and anything was there. */
export type Passage = { readonly is: 'in' | 'out'; readonly value: unknown } | { readonly is: 'empty' | 'lost' }

/** An operation of the history that may have had an effect, as its model understands it. */
export interface Played<Call = any> {
  readonly operation: HistoryOperation
  readonly call: Call
  /** It may take effect at any time after its invocation, or never. */
  readonly isPending: boolean
}

/** The history in the words of the model. What failed did not happen. Throws `MalformedHistory`. */
export function playedOf<State, Call>(history: History, model: Model<State, Call>): readonly Played<Call>[] {
  const { initial = null, line = 1 } = history
  const expected = initial === null ? null : (model.misfit?.(initial) ?? null)
  if (expected !== null) throw new MalformedHistory(line, 'initial', `${expected} for ${model.name}`, initial)
  return history.operations.flatMap(operation => {
    const { f, invoked, ending } = operation
    if (!Object.hasOwn(model.words, f)) {
      throw new MalformedHistory(invoked.line, 'f', `${Object.keys(model.words).join(' or ')} for ${model.name}`, f)
    }
    const call = model.words[f]!(operation, history)
    return call === null || ending.is === 'fail' ? [] : [{ operation, call, isPending: ending.is === 'unknown' }]
  })
}

/** The objects of a history, in the order in which they were first called. */
export function objectsOf<Call>(
  played: readonly Played<Call>[],
  { partition }: Pick<Model, 'partition'>,
): ReadonlyMap<HistoryKey | null, readonly Played<Call>[]> {
  const objects = new Map<HistoryKey | null, Played<Call>[]>()
  for (const one of played) {
    const key = partition?.(one.operation) ?? null
    const calls = objects.get(key)
    if (calls === undefined) objects.set(key, [one])
    else calls.push(one)
  }
  return objects
}
