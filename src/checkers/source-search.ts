// Another search for an order, where each operation reads a whole value, writes one, or both: not which operation comes
// next, but which write each value that was read came from. Many clients at one key leave few answers to this question
// where they leave endless orders.
//
// Asked first is the reader with the fewest sources left, the more so the more often it had none (Boussemart et al.,
// Boosting systematic search by weighting constraints, 2004). Now and then all begins anew, with what was learnt.

import type { Allowance } from './allowance.ts'
import { inOrder } from './chain-order.ts'
import { Chains, type Link, nobody } from './chains.ts'
import { nowhere } from './kind.ts'
import type { Prepared } from './prepare-search.ts'
import type { SearchResult, Taken } from './search.ts'
import { Sources } from './sources.ts'
import { never } from './window.ts'

/** Sources that are counted of one reader. With more, it is in no hurry. */
const sourcesCounted = 6
/** Dead ends until all begins anew: at first, and then each time by half more. */
const deadEndsAtFirst = 50
const deadEndsGrowth = 1.5
/** So many numbers weigh as much as a place of the other search. */
const numbersPerPlace = 25
/** Operations that are looked at in the time in which a source is. */
const linksPerSource = 50

interface Decision {
  readonly reader: number
  /** Yet to be tried, the best last. */
  readonly sources: number[]
  readonly mark: number
}

export class SourceSearch {
  readonly #allowance: Allowance
  readonly #chains: Chains
  readonly #sources: Sources
  readonly #readers: readonly number[]
  /** What each link stands for; nothing for what the object held at first. */
  readonly #meanings: readonly (Taken | null)[]
  readonly #weights: number[]
  readonly #decisions: Decision[] = []
  #deadEndsMax = deadEndsAtFirst
  #deadEnds = 0
  /** Sources in decisions. */
  #numbers = 0
  #spent = 0
  #effort = 0
  /** Whether a way was left for a reason that is no proof. */
  #isUnsure = false
  #result: SearchResult = 'not done'
  #path: readonly Taken[] = []

  constructor({ objects, operations, spares }: Prepared, allowance: Allowance) {
    const { initial: writes } = objects[0]!
    const first = { object: 0, observes: false, reads: nowhere, writes, next: () => writes }
    const links: Link[] = [{ kind: first, from: -2, to: -1 }]
    const meanings: (Taken | null)[] = [null]
    for (const [operation, { kind, invokedAt, returnedAt }] of operations.entries()) {
      links.push({ kind, from: invokedAt, to: returnedAt })
      meanings.push({ is: 'completed', operation })
    }
    for (const [spare, { kind, operations }] of spares.entries()) {
      for (const { invoked } of operations) links.push({ kind, from: invoked.position, to: never })
      for (const _ of operations) meanings.push({ is: 'spare', spare })
    }
    this.#allowance = allowance
    this.#chains = new Chains(links)
    this.#sources = new Sources(this.#chains)
    this.#readers = [...links.keys()].filter(link => links[link]!.kind.reads !== nowhere)
    this.#meanings = meanings
    this.#weights = links.map(() => 1)
  }

  /** Once it has found an order, that order. */
  get path(): readonly Taken[] {
    return this.#path
  }

  /** Goes on until it has looked at about so many sources. */
  run(steps: number): SearchResult {
    for (this.#effort = 0; this.#effort < steps && this.#result === 'not done'; ) this.#advance()
    return this.#result
  }

  /** To be called when it will not go on. */
  giveBack(): void {
    this.#allowance.giveBack(this.#spent)
    this.#spent = 0
  }

  #advance(): void {
    const asked = this.#askReaders()
    if (asked === 'no way') this.#goBack()
    else if (asked === 'all found') this.#arrange()
    else this.#decide(asked)
    const places = (this.#chains.mark + this.#numbers) / numbersPerPlace
    this.#allowance.spend(places - this.#spent)
    this.#spent = places
    if (this.#allowance.isSpent && this.#result === 'not done') this.#result = 'given up'
  }

  /** Each reader with one source left gets that source; tells who is to decide next. */
  #askReaders(): number | 'all found' | 'no way' {
    const { isThere, source } = this.#chains
    for (;;) {
      let next: number | null = null
      let least = Number.POSITIVE_INFINITY
      let isChanged = false
      for (const reader of this.#readers) {
        if (isThere[reader] === 0 || source[reader] !== nobody) continue
        const sources = this.#sourcesOf(reader, sourcesCounted)
        if (sources.length < 2) {
          isChanged = true
          if (sources.length === 1 && this.#attach(reader, sources[0]!)) continue
          this.#weights[reader]!++
          return 'no way'
        }
        const urgency = sources.length / this.#weights[reader]!
        if (urgency >= least) continue
        least = urgency
        next = reader
      }
      if (!isChanged) return next ?? 'all found'
    }
  }

  #sourcesOf(reader: number, max: number): number[] {
    const found: number[] = []
    for (const source of this.#sources.of(reader)) {
      this.#effort++
      if (this.#chains.costOf(reader, source) === null) continue
      if (found.push(source) === max) break
    }
    return found
  }

  #attach(reader: number, source: number): boolean {
    this.#effort += this.#weights.length / linksPerSource
    return this.#chains.attach(reader, source)
  }

  #decide(reader: number): void {
    const chains = this.#chains
    const sources = this.#sourcesOf(reader, Number.POSITIVE_INFINITY)
      .map(source => ({
        source,
        cost: chains.costOf(reader, source)!,
        isThere: chains.isThere[source]!,
        room: chains.to[source]! - chains.from[source]!,
      }))
      .sort((left, right) => right.cost - left.cost || left.isThere - right.isThere || right.room - left.room)
      .map(({ source }) => source)
    this.#numbers += sources.length
    this.#decisions.push({ reader, sources, mark: chains.mark })
    this.#goOn()
  }

  #goBack(): void {
    const [first] = this.#decisions
    if (first !== undefined && ++this.#deadEnds > this.#deadEndsMax) {
      this.#chains.undo(first.mark)
      this.#decisions.length = this.#numbers = this.#deadEnds = 0
      this.#deadEndsMax *= deadEndsGrowth
      return
    }
    const last = this.#decisions.at(-1)
    if (last !== undefined) this.#chains.undo(last.mark)
    this.#goOn()
  }

  /** With the next source of the last decision, or of one before. */
  #goOn(): void {
    for (let last = this.#decisions.at(-1); last !== undefined; last = this.#decisions.at(-1)) {
      for (let source = last.sources.pop(); source !== undefined; source = last.sources.pop()) {
        this.#numbers--
        if (this.#attach(last.reader, source)) return
        this.#chains.undo(last.mark)
      }
      this.#weights[last.reader]!++
      this.#decisions.pop()
      const before = this.#decisions.at(-1)
      if (before !== undefined) this.#chains.undo(before.mark)
    }
    this.#result = this.#isUnsure ? 'given up' : 'lost'
  }

  #arrange(): void {
    const order = inOrder(this.#chains)
    if (order === null) {
      // Among other sources there may be room for what found a value missing, or among the same in another order.
      this.#isUnsure = true
      this.#goBack()
      return
    }
    this.#path = order.flatMap(link => this.#meanings[link] ?? [])
    this.#result = 'found'
  }
}
