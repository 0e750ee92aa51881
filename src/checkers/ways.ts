// The ways on from where a search stands: a completed operation that may come next, after a chain of spares that make
// it possible.
//
// Each spare of a chain has to make a difference to what follows it. If the next came out the same without it, leaving
// it out would have led to the same place with more to spare. And if the two could change places, the spare can wait.

import { type Kind, nowhere } from './kind.ts'
import type { Situation } from './situation.ts'

/** Chains tried from one place. With more, the model tells too much apart, or too much is unknown. */
export const chainsMax = 10_000
/** States that spares may lead to from one place, where they are never used up: an append could go on for ever. */
export const lavishStatesMax = 256

export interface Way {
  readonly chain: readonly number[]
  readonly operation: number
  /** The state of its object after it. */
  readonly next: number
}

export interface Ways {
  /**
   * The best last: few spares before many, what the due operation waits for, and what returns
   * early.
   */
  readonly ways: Way[]
  /** Whether longer chains would have led further. */
  readonly isCut: boolean
  /** Whether there were too many chains to try them all. */
  readonly isCrowded: boolean
  /** Chains tried. */
  readonly effort: number
}

/** The last spare of a chain, and the state before it. */
interface Link {
  readonly kind: Kind
  readonly before: number
}

/** What may come next, after at most so many spares. */
export function waysOn(situation: Situation, chainMax: number): Ways {
  const ways: Way[] = []
  let isCut = false
  let isCrowded = false
  let effort = 0
  forEachObject(situation, (candidates, sparesAt, start) => {
    const extend = (chain: readonly number[], states: readonly number[]) => {
      const state = states.at(-1)!
      const before = states.at(-2)
      for (const spare of sparesAt(state)) {
        const { kind } = situation.spares[spare]!
        const next = kind.next(state)
        // A circle leads nowhere, and the spare before this one was for nothing if this one does the same without it.
        if (next === nowhere || states.includes(next)) continue
        if (before !== undefined && kind.next(before) === next) continue
        if (!situation.hasLeft(spare) || situation.isSpareStranding(spare, state, next)) continue
        isCut ||= chain.length >= chainMax
        isCrowded ||= effort >= chainsMax
        if (chain.length >= chainMax || isCrowded) return
        effort++
        const longer = [...chain, spare]
        situation.spend([spare])
        const isRead = addEnds(ways, situation, candidates, longer, { kind, before: state }, next)
        if (!isRead) extend(longer, [...states, next])
        situation.refund([spare])
      }
    }
    addEnds(ways, situation, candidates, [], null, start)
    extend([], [start])
  })
  return { ways: sorted(ways, situation), isCut, isCrowded, effort }
}

/** The same where spares are never used up: then one chain to each state tells as much as all. */
export function lavishWaysOn(situation: Situation): Ways {
  const ways: Way[] = []
  let isCrowded = false
  let effort = 0
  forEachObject(situation, (candidates, sparesAt, start) => {
    const chains = new Map<number, { chain: readonly number[]; link: Link | null }>([
      [start, { chain: [], link: null }],
    ])
    for (const [state, { chain, link }] of chains) {
      const spares = sparesAt(state)
      effort += 1 + spares.length
      if (addEnds(ways, situation, candidates, chain, link, state)) continue
      for (const spare of spares) {
        const { kind } = situation.spares[spare]!
        const next = kind.next(state)
        if (next === nowhere || chains.has(next) || !situation.hasLeft(spare)) continue
        if (situation.isSpareStranding(spare, state, next)) continue
        if (chains.size < lavishStatesMax) chains.set(next, { chain: [...chain, spare], link: { kind, before: state } })
        else isCrowded = true
      }
    }
  })
  return { ways: sorted(ways, situation), isCut: false, isCrowded, effort }
}

type Visit = (candidates: readonly number[], sparesAt: (state: number) => readonly number[], start: number) => void

function forEachObject(situation: Situation, visit: Visit): void {
  const candidates = situation.order.candidates()
  for (const [object, start] of situation.states.entries()) {
    const own = candidates.filter(operation => situation.kindOf(operation).object === object)
    if (own.length === 0) continue
    // Where a completed operation does the same as a spare, it is the better one to take: the spare can do it later.
    const kinds = new Set(own.map(operation => situation.kindOf(operation)))
    const sparesAt = (state: number) =>
      situation.sparesAt(object, state).filter(spare => !kinds.has(situation.spares[spare]!.kind))
    visit(own, sparesAt, start)
  }
}

/**
 * Adds the operations that are possible in the state, and to which the last spare makes a difference; says whether a
 * read was among them. If so, it is the only one, for it is taken at once.
 */
function addEnds(
  ways: Way[],
  situation: Situation,
  candidates: readonly number[],
  chain: readonly number[],
  link: Link | null,
  state: number,
): boolean {
  const read = candidates.find(operation => situation.isReadOf(state, operation))
  if (read !== undefined) {
    ways.push({ chain, operation: read, next: state })
    return true
  }
  for (const operation of candidates) {
    const kind = situation.kindOf(operation)
    const next = kind.next(state)
    if (next === nowhere || (link !== null && isInVain(link, kind, next))) continue
    if (!situation.strands(operation, state, next)) ways.push({ chain, operation, next })
  }
  return false
}

/** Whether the operation comes out the same without the spare before it, or with the spare after it. */
function isInVain(link: Link, kind: Kind, next: number): boolean {
  const without = kind.next(link.before)
  return without !== nowhere && (without === next || link.kind.next(without) === next)
}

function sorted(ways: Way[], situation: Situation): Way[] {
  const { order, operations } = situation
  if (ways.length < 2) return ways
  const due = order.due()
  const { object, reads } = situation.kindOf(due)
  const isWanted = ({ operation, next }: Way) =>
    operation === due || (next === reads && situation.kindOf(operation).object === object)
  return ways.sort(
    (left, right) =>
      right.chain.length - left.chain.length ||
      Number(isWanted(left)) - Number(isWanted(right)) ||
      operations[right.operation]!.returnedAt - operations[left.operation]!.returnedAt,
  )
}
