// Goal: the fast text is the readable one, at any length. Method: both do the same generated edits; and real editing
// sessions come out as they were recorded.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Dot, nameOf } from '../../../src/core/crdt/dot.ts'
import { type Insertion, LongSequence, type Span } from '../../../src/core/crdt/long-sequence.ts'
import { cut, insert, type Sequence, textIn, visible } from '../../../src/core/crdt/sequence.ts'
import { SeededRandom } from '../../../src/core/random.ts'
import { describeGroundTruth } from '../../ground-truth.ts'
import { readTrace, replay } from './editing-trace.ts'

/** One writer's text, in both forms. */
class Both {
  readonly fast = new LongSequence()
  readable: Sequence = []
  latest = 0
  heard = 0
}

type Edit = { readonly by: Dot } & (Insertion | { readonly spans: readonly Span[] })

/** Writers who edit apart; the log keeps cause before effect, and everyone hears it in its order. */
class Writers {
  readonly all = [new Both(), new Both(), new Both()]
  readonly #log: Edit[] = []

  write(writer: number, place: number, text: string): void {
    const both = this.all[writer]!
    const first = { actor: `n${writer}`, count: both.latest + 1 }
    const insertion = both.fast.insert(Math.min(place, both.fast.length), text, first)
    both.readable = insert(both.readable, text, insertion.after, first)
    both.latest += Array.from(text).length
    this.#log.push({ by: first, ...insertion })
  }

  cut(writer: number, place: number, count: number): void {
    const both = this.all[writer]!
    const letters = visible(both.readable).slice(place, place + count)
    if (letters.length === 0) return
    const by = { actor: `n${writer}`, count: ++both.latest }
    const spans = both.fast.cut(place, letters.length)
    both.readable = cut(both.readable, idsIn(spans), by)
    expect(idsIn(spans).map(nameOf)).toEqual(letters.map(({ id }) => nameOf(id)))
    this.#log.push({ by, spans })
  }

  /** So much of what others wrote arrives. */
  hear(writer: number, count: number): void {
    const both = this.all[writer]!
    for (const edit of this.#log.slice(both.heard, both.heard + count)) {
      both.heard++
      if (edit.by.actor === `n${writer}`) continue
      if ('spans' in edit) {
        both.fast.erase(edit.spans)
        both.readable = cut(both.readable, idsIn(edit.spans), edit.by)
      } else {
        both.fast.integrate(edit)
        both.readable = insert(both.readable, edit.text, edit.after, edit.first)
      }
      const length = 'text' in edit ? Array.from(edit.text).length : 1
      both.latest = Math.max(both.latest, edit.by.count + length - 1)
    }
  }
}

const writer = fc.nat({ max: 2 })
const place = fc.nat({ max: 12 })
const acts = fc.array(
  fc.oneof(
    fc.record({ is: fc.constant('write' as const), writer, place, text: fc.constantFrom('a', 'bcd', '🐝', 'ñ群🐝s') }),
    fc.record({ is: fc.constant('cut' as const), writer, place, count: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ is: fc.constant('hear' as const), writer, count: fc.integer({ min: 1, max: 6 }) }),
  ),
  { maxLength: 60 },
)

describe('a long text', () => {
  test('is letter for letter the readable one, among writers who hear of each other late', () => {
    fc.assert(
      fc.property(acts, acts => {
        const writers = new Writers()
        for (const act of acts) {
          if (act.is === 'write') writers.write(act.writer, act.place, act.text)
          else if (act.is === 'cut') writers.cut(act.writer, act.place, act.count)
          else writers.hear(act.writer, act.count)
        }
        for (const writer of [0, 1, 2]) writers.hear(writer, Number.POSITIVE_INFINITY)
        for (const { fast, readable } of writers.all) {
          expect([...fast.letters()]).toEqual(readable.map(({ id, gone }) => ({ id, isGone: gone !== null })))
          expect(fast.text).toBe(textIn(readable))
          expect(fast.length).toBe(visible(readable).length)
        }
        expect(new Set(writers.all.map(({ fast }) => fast.text)).size).toBe(1)
      }),
      { numRuns: 400 },
    )
  })

  test('of thousands of runs is what the same edits make of a list of letters', () => {
    const random = new SeededRandom(5)
    const text = new LongSequence()
    const letters: string[] = []
    for (let edit = 1; edit <= 6_000; edit++) {
      const place = random.between(0, letters.length)
      if (random.chance(0.3) && place < letters.length) {
        const count = random.between(1, Math.min(3, letters.length - place))
        text.cut(place, count)
        letters.splice(place, count)
      } else {
        const word = random.pick(['x', 'yz', '🐝'])
        text.insert(place, word, { actor: random.pick(['n1', 'n2']), count: 3 * edit })
        letters.splice(place, 0, ...word)
      }
    }
    expect(text.text).toBe(letters.join(''))
    expect(text.length).toBe(letters.length)
  })

  test('takes an erasing twice, and one of what it never had, without harm', () => {
    const text = new LongSequence()
    text.insert(0, 'abc', { actor: 'n1', count: 1 })
    const spans = text.cut(1, 1)
    text.erase([
      ...spans,
      ...spans,
      { first: { actor: 'n9', count: 1 }, length: 4 },
      { first: { actor: 'n1', count: 3 }, length: 9 },
    ])
    expect(text.text).toBe('a')
  })

  test('names the place that it does not have', () => {
    const text = new LongSequence()
    text.insert(0, 'ab', { actor: 'n1', count: 1 })
    expect(() => text.insert(4, 'x', { actor: 'n1', count: 3 })).toThrow('place: expected less than 2, got 3')
    expect(() => text.cut(2, 1)).toThrow('place: expected less than 2, got 2')
  })
})

describeGroundTruth('recorded editing comes out as it was', 'editing-traces', path => {
  for (const name of readdirSync(path).filter(name => name.endsWith('.json.gz'))) {
    test(name, { timeout: 60_000 }, () => {
      const trace = readTrace(join(path, name))
      const texts = replay(trace)
      for (const { text } of texts) expect(text === trace.endContent).toBe(true)
    })
  }
})

const idsIn = (spans: readonly Span[]): readonly Dot[] =>
  spans.flatMap(({ first, length }) =>
    Array.from({ length }, (_, index) => ({ actor: first.actor, count: first.count + index })),
  )
