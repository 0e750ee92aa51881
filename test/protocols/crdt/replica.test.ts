// Goal: merging is lawful, and all ways of learning lead to the same. Method: generated lives of three replicas, judged on
// the states that occur in them.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encode } from '../../../src/core/codec.ts'
import { covers, joinVectors, learn } from '../../../src/core/crdt/version-vector.ts'
import { digest } from '../../../src/core/digest.ts'
import { lastDot } from '../../../src/protocols/crdt/operation.ts'
import {
  apply,
  collect,
  emptyReplica,
  join,
  type Replica,
  replica,
  whole,
} from '../../../src/protocols/crdt/replica.ts'
import { meaningOf } from '../../../src/protocols/crdt/rules-meaning.ts'
import { valuesOf } from '../../../src/protocols/crdt/values.ts'
import { type Act, acts, Bench } from './replicas.ts'

const merged = (left: Replica, right: Replica): Replica => collect(join(left, whole(right)))

const check = (claim: (bench: Bench) => void): void =>
  fc.assert(
    fc.property(acts, (acts: readonly Act[]) => void claim(new Bench(acts))),
    { numRuns: 600 },
  )

describe('the merge of the states that occur', () => {
  test('[R4] is idempotent', () => {
    check(({ replicas }) => {
      for (const replica of replicas) expect(merged(replica, replica)).toEqual(replica)
    })
  })

  test('[R5] is commutative', () => {
    check(({ replicas: [a, b] }) => expect(merged(a!, b!)).toEqual(merged(b!, a!)))
  })

  test('[R5] is associative', () => {
    check(({ replicas: [a, b, c] }) => expect(merged(merged(a!, b!), c!)).toEqual(merged(a!, merged(b!, c!))))
  })

  test('[R4] takes a state in once only, however often it comes', () => {
    check(({ replicas: [a, b] }) => {
      const once = merged(a!, b!)
      expect(merged(once, b!)).toEqual(once)
      expect(merged(once, a!)).toEqual(once)
    })
  })
})

describe('a replica', () => {
  test('[R3] shows what its operations mean by definition, whether it learned them as states, deltas or operations', () => {
    check(bench => {
      for (const replica of bench.replicas) {
        expect(valuesOf(replica.objects)).toEqual(meaningOf(bench.operationsOf(replica)))
      }
    })
  })

  test('[R3] still does once all have merged, tombstones collected here and there', () => {
    check(bench => {
      const all = bench.replicas.reduce(merged)
      expect(valuesOf(all.objects)).toEqual(meaningOf(bench.operations))
    })
  })

  test('[R2] that did the same operations in another causal order has the same digest and the same bytes', () => {
    fc.assert(
      fc.property(acts, fc.infiniteStream(fc.nat()), (acts, chances) => {
        const { operations } = new Bench(acts.filter(({ is }) => is !== 'collect'))
        const [one, other] = [operations, shuffled(operations, chances)].map(order => order.reduce(apply, emptyReplica))
        expect(digest(one)).toBe(digest(other))
        expect(encode(replica, one!)).toEqual(encode(replica, other!))
      }),
      { numRuns: 300 },
    )
  })

  test('[R1] that learned from all, in whatever order, shows what the others show', () => {
    check(({ replicas }) => {
      const context = replicas.map(({ context }) => context).reduce(joinVectors)
      const shown = replicas.map(replica => valuesOf(replicas.reduce(merged, replica).objects))
      for (const values of shown) expect(values).toEqual(shown[0])
      expect(replicas.reduce(merged).context).toEqual(context)
    })
  })
})

type Operations = Bench['operations']

/** Any order in which nothing comes before what its maker knew. */
function shuffled(operations: Operations, chances: Iterator<number>): Operations {
  const left = [...operations]
  const order: Operations = []
  let context = emptyReplica.context
  while (left.length > 0) {
    const ready = left.filter(({ known }) => covers(context, known))
    const next = ready[chances.next().value % ready.length]!
    order.push(next)
    left.splice(left.indexOf(next), 1)
    context = learn(context, lastDot(next))
  }
  return order
}
