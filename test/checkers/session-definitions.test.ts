// The session guarantees agree with their definitions: what each read must not have missed is told by the words of Terry
// et al. 1994, and whether it has is found by trying every order of writes that keeps the causal order.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { casRegister } from '../../src/checkers/models.ts'
import {
  monotonicReads,
  monotonicWrites,
  readYourWrites,
  writesFollowReads,
} from '../../src/checkers/session-guarantees.ts'
import { asks, done, givesUp, told } from './told.ts'

/** A write, of its place as its value; or a read of what stood at some place, 'nothing' for what was there at first. */
interface Deed {
  readonly process: string
  readonly key: string
  readonly source: number | 'nothing' | null
  readonly isLost: boolean
}

/** What a session must not miss any more once it has done this. */
type Duties = (place: number, deeds: readonly Deed[]) => readonly number[]

const isWrite = ({ source }: Deed) => source === null
const sessionBefore = (place: number, deeds: readonly Deed[]) =>
  [...deeds.keys()].filter(earlier => earlier < place && deeds[earlier]!.process === deeds[place]!.process)
const bindsBefore = (place: number, deeds: readonly Deed[]) =>
  sessionBefore(place, deeds).filter(earlier => !deeds[earlier]!.isLost)
const sourceOf = ({ source }: Deed) => (typeof source === 'number' ? [source] : [])

const guarantees = {
  readYourWrites: { check: readYourWrites, duties: (place, deeds) => (isWrite(deeds[place]!) ? [place] : []) },
  monotonicReads: { check: monotonicReads, duties: (place, deeds) => sourceOf(deeds[place]!) },
  monotonicWrites: {
    check: monotonicWrites,
    duties: (place, deeds) =>
      sourceOf(deeds[place]!).flatMap(write => bindsBefore(write, deeds).filter(earlier => isWrite(deeds[earlier]!))),
  },
  writesFollowReads: {
    check: writesFollowReads,
    duties: (place, deeds) =>
      sourceOf(deeds[place]!).flatMap(write => bindsBefore(write, deeds).flatMap(earlier => sourceOf(deeds[earlier]!))),
  },
} as const satisfies Record<string, { readonly check: typeof readYourWrites; readonly duties: Duties }>

const deedsOf = fc
  .array(
    fc.record({
      process: fc.constantFrom('a', 'b', 'c'),
      key: fc.constantFrom('x', 'y'),
      reads: fc.option(fc.nat(9), { freq: 4 }),
      isLost: fc.integer({ min: 0, max: 9 }).map(number => number === 0),
    }),
    { minLength: 14, maxLength: 18 },
  )
  .map(plans =>
    plans.map(({ process, key, reads, isLost }, place): Deed => {
      const written = [...plans.keys()].filter(at => at < place && plans[at]!.key === key && plans[at]!.reads === null)
      const source = reads === null ? null : (written[reads % (written.length + 1)] ?? 'nothing')
      return { process, key, source, isLost: isLost && reads === null }
    }),
  )

describe.each(Object.keys(guarantees) as (keyof typeof guarantees)[])('%s', name => {
  const { check, duties } = guarantees[name]

  test('is what its definition says, on histories of two keys with lost writes', () => {
    const found = { holds: 0, broken: 0 }
    fc.assert(
      fc.property(deedsOf, deeds => {
        const expected = isKept(deeds, duties, name === 'monotonicReads') ? 'holds' : 'broken'
        found[expected]++
        expect(check(historyOf(deeds), casRegister).is).toBe(expected)
      }),
      { numRuns: 1000 },
    )
    expect(Math.min(found.holds, found.broken)).toBeGreaterThan(10)
  })
})

function historyOf(deeds: readonly Deed[]) {
  return told(
    ...deeds.map(({ process, key, source, isLost }, place) => {
      if (source !== null) return done(process, `${key} read`, source === 'nothing' ? null : source)
      const word = `${key} write`
      return isLost ? [asks(process, word, place), givesUp(process, word)] : done(process, word, place)
    }),
  )
}

/** `isOneOrder`: the orders by which the reads of a session are explained have to be the same. */
function isKept(deeds: readonly Deed[], duties: Duties, isOneOrder: boolean): boolean {
  const isBefore = causalOrder(deeds)
  return ['a', 'b', 'c'].every(process =>
    ['x', 'y'].every(key => {
      const reads = [...deeds.keys()].filter(place => {
        const deed = deeds[place]!
        return deed.process === process && deed.key === key && deed.source !== null
      })
      const writes = [...deeds.keys()].filter(place => deeds[place]!.key === key && isWrite(deeds[place]!))
      const orders = ordersOf(writes, isBefore)
      const misses = (order: readonly number[], read: number) => {
        const { source } = deeds[read]!
        const due = bindsBefore(read, deeds).flatMap(earlier => duties(earlier, deeds))
        return due.some(write => order.indexOf(write) > (typeof source === 'number' ? order.indexOf(source) : -1))
      }
      if (isOneOrder) return orders.some(order => !reads.some(read => misses(order, read)))
      return reads.every(read => orders.some(order => !misses(order, read)))
    }),
  )
}

/** What is lost comes after what its process did before, and nothing of it after what is lost. */
function causalOrder(deeds: readonly Deed[]): (earlier: number, later: number) => boolean {
  const past = deeds.map((deed, place) => new Set([...bindsBefore(place, deeds), ...sourceOf(deed)]))
  for (const all of past) for (const one of [...all]) for (const earlier of past[one]!) all.add(earlier)
  return (earlier, later) => past[later]!.has(earlier)
}

function ordersOf(left: readonly number[], isBefore: (earlier: number, later: number) => boolean): readonly number[][] {
  if (left.length === 0) return [[]]
  const first = left.filter(one => !left.some(other => isBefore(other, one)))
  return first.flatMap(one =>
    ordersOf(
      left.filter(other => other !== one),
      isBefore,
    ).map(order => [one, ...order]),
  )
}
