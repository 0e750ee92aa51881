// A replica: one object of each kind under one context. The context says which operations are in it; two replicas with
// equal contexts are equal, however each learned what it knows.
//
// It learns in two ways. `apply` does an operation: once only, and after all that its maker knew. `join` merges with the
// state of another, or a part of it: as often as you like, in any order.

import {
  adjust,
  type GCounter,
  gCounter,
  increment,
  joinCounters,
  joinPnCounters,
  noCount,
  noPnCount,
  pnCounter,
} from '../../core/crdt/counters.ts'
import { type Dot, dot, nameOf } from '../../core/crdt/dot.ts'
import { collectTombstones, joinLwwMaps, lwwMap } from '../../core/crdt/lww-map.ts'
import { joinLwwRegisters, lwwRegisterOf } from '../../core/crdt/lww-register.ts'
import { joinMvRegisters, mvRegisterOf } from '../../core/crdt/mv-register.ts'
import { add, joinOrSets, orSet, remove } from '../../core/crdt/or-set.ts'
import { collectLetters, cut, insert, joinSequences, sequence } from '../../core/crdt/sequence.ts'
import {
  joinVectors,
  knows,
  learn,
  nothingKnown,
  type VersionVector,
  versionVector,
} from '../../core/crdt/version-vector.ts'
import { list, type Of, record } from '../../core/shape.ts'
import { lastDot, type Operation, word } from './operation.ts'

export const objects = record({
  gCounter,
  pnCounter,
  lwwRegister: lwwRegisterOf(word),
  mvRegister: mvRegisterOf(word),
  orSet,
  lwwMap,
  sequence,
})
export type Objects = Of<typeof objects>

export const replica = record({
  /** Which operations it has taken in. */
  context: versionVector,
  /** What all are known to have taken in: nothing that is to come can be older than this. */
  stable: versionVector,
  objects,
})
export type Replica = Of<typeof replica>

/** What a replica learned since it knew only `since`. With `since` empty that is all of it. */
export const delta = record({
  since: versionVector,
  news: replica,
  /** Additions that were in the set at `since` and are no more. */
  gone: list(dot),
})
export type Delta = Of<typeof delta>

export const emptyReplica: Replica = {
  context: nothingKnown,
  stable: nothingKnown,
  objects: {
    gCounter: noCount,
    pnCounter: noPnCount,
    lwwRegister: null,
    mvRegister: [],
    orSet: [],
    lwwMap: [],
    sequence: [],
  },
}

/** The effect of an operation, as the papers on operation-based types write it. */
export function apply(replica: Replica, operation: Operation): Replica {
  const { context, objects } = replica
  return {
    ...replica,
    context: learn(context, lastDot(operation)),
    objects: { ...objects, ...effectOn(objects, operation) },
  }
}

function effectOn(objects: Objects, { dot, known, change }: Operation): Partial<Objects> {
  switch (change.type) {
    case 'increment':
      return { gCounter: increment(objects.gCounter, dot.actor, change.by) }
    case 'adjust':
      return { pnCounter: adjust(objects.pnCounter, dot.actor, change.by) }
    case 'assign':
      return { lwwRegister: joinLwwRegisters(objects.lwwRegister, { value: change.value, atMs: change.atMs, dot }) }
    case 'write':
      return {
        mvRegister: joinMvRegisters(objects.mvRegister, [{ value: change.value, dot, clock: learn(known, dot) }]),
      }
    case 'add':
      return { orSet: add(objects.orSet, change.element, dot, known) }
    case 'remove':
      return { orSet: remove(objects.orSet, change.element, known) }
    case 'put':
      return { lwwMap: joinLwwMaps(objects.lwwMap, [{ key: change.key, value: change.value, dot }]) }
    case 'erase':
      return { lwwMap: joinLwwMaps(objects.lwwMap, [{ key: change.key, value: null, dot }]) }
    case 'insert':
      return { sequence: insert(objects.sequence, change.text, change.after, dot) }
    case 'cut':
      return { sequence: cut(objects.sequence, change.ids, dot) }
  }
}

/** The least state that has both. Asks of a delta that `mine` knows all that came before it. */
export function join(mine: Replica, { since, news, gone }: Delta): Replica {
  const [left, right] = [mine.objects, news.objects]
  const removed = new Set(gone.map(nameOf))
  return {
    context: joinVectors(mine.context, news.context),
    stable: joinVectors(mine.stable, news.stable),
    objects: {
      gCounter: joinCounters(left.gCounter, right.gCounter),
      pnCounter: joinPnCounters(left.pnCounter, right.pnCounter),
      lwwRegister: joinLwwRegisters(left.lwwRegister, right.lwwRegister),
      mvRegister: joinMvRegisters(left.mvRegister, right.mvRegister),
      orSet: joinOrSets(
        { set: left.orSet, isSettled: dot => knows(mine.context, dot) },
        {
          set: right.orSet,
          isSettled: dot => (knows(news.context, dot) && !knows(since, dot)) || removed.has(nameOf(dot)),
        },
      ),
      lwwMap: joinLwwMaps(left.lwwMap, right.lwwMap),
      sequence: joinSequences(left.sequence, right.sequence, mine.context),
    },
  }
}

/** All of a replica, as a delta since the beginning. */
export const whole = (replica: Replica): Delta => ({ since: nothingKnown, news: replica, gone: [] })

/** What a replica holds that is newer than `since`. */
export function newsIn({ context, stable, objects }: Replica, since: VersionVector): Replica {
  const isNews = ({ dot }: { readonly dot: Dot }): boolean => !knows(since, dot)
  const raised = (counter: GCounter): GCounter =>
    new Map([...counter].filter(([actor]) => (context.get(actor) ?? 0) > (since.get(actor) ?? 0)))
  const { gCounter, pnCounter, lwwRegister, mvRegister, orSet, lwwMap, sequence } = objects
  return {
    context,
    stable,
    objects: {
      gCounter: raised(gCounter),
      pnCounter: { added: raised(pnCounter.added), taken: raised(pnCounter.taken) },
      lwwRegister: lwwRegister !== null && isNews(lwwRegister) ? lwwRegister : null,
      mvRegister: mvRegister.filter(isNews),
      orSet: orSet.filter(isNews),
      lwwMap: lwwMap.filter(isNews),
      sequence: sequence.filter(({ id, gone }) => !knows(since, id) || (gone !== null && !knows(since, gone))),
    },
  }
}

/** The additions that one state of the set has and a later one has no more. */
export function goneBetween(before: Objects, after: Objects): readonly Dot[] {
  const left = new Set(after.orSet.map(({ dot }) => nameOf(dot)))
  return before.orSet.flatMap(({ dot }) => (left.has(nameOf(dot)) ? [] : [dot]))
}

/** Without the tombstones that nobody can need any more, as all have taken in what made them. */
export function collect({ context, stable, objects }: Replica): Replica {
  const lwwMap = collectTombstones(objects.lwwMap, stable)
  const sequence = collectLetters(objects.sequence, stable)
  return { context, stable, objects: { ...objects, lwwMap, sequence } }
}

/** What is kept only because others may still need it. */
export const tombstonesIn = ({ lwwMap, sequence }: Objects): number =>
  lwwMap.filter(({ value }) => value === null).length + sequence.filter(({ gone }) => gone !== null).length
