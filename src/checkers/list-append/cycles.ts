// Cycles of dependencies: of each kind one that is short, as evidence that no order of the transactions explains them.

import { type Clock, type CycleName, clocks, cycleNames } from './anomaly.ts'
import { connected } from './connected.ts'
import type { Dependencies, Dependency, DependencyKind } from './dependencies.ts'

export interface Cycle {
  readonly name: `${CycleName}${Clock}`
  /** Each begins where the last one ended. */
  readonly dependencies: readonly Dependency[]
}

/**
 * A kind of cycle: a certain first step, and the ways to go on, told by a mode that each step changes; null where the
 * step does not belong. The cycle may close in the mode `closes`.
 */
interface CycleKind {
  readonly begins: DependencyKind
  /** Kinds of steps that may follow, beside those of the clock. */
  readonly among: readonly DependencyKind[]
  readonly step: (mode: number, isUnseen: boolean) => number | null
  readonly closes: number
}

const cycleKinds: Readonly<Record<CycleName, CycleKind>> = {
  G0: { begins: 'ww', among: ['ww'], step: () => 0, closes: 0 },
  G1c: { begins: 'wr', among: ['ww', 'wr'], step: () => 0, closes: 0 },
  'G-single-item': { begins: 'rw', among: ['ww', 'wr'], step: () => 0, closes: 0 },
  // After the first `rw`: 0, just now; 1, a while ago. After one more: 2, just now; 3, a while ago.
  'G-nonadjacent-item': {
    begins: 'rw',
    among: ['ww', 'wr', 'rw'],
    step: (mode, isUnseen) => (isUnseen ? (mode % 2 === 0 ? null : 2) : mode | 1),
    closes: 3,
  },
  // A second `rw` right after the first, and then anything.
  'G2-item': {
    begins: 'rw',
    among: ['ww', 'wr', 'rw'],
    step: (mode, isUnseen) => (mode === 0 && !isUnseen ? null : 1),
    closes: 1,
  },
}

const modesMax = 4

const stepsOfClock: Readonly<Record<Clock, readonly DependencyKind[]>> = {
  '': [],
  '-process': ['process'],
  '-realtime': ['process', 'realtime'],
}

export interface Cycles {
  readonly found: readonly Cycle[]
  /** The kinds that there was no time to look for to the end. */
  readonly undecided: readonly Cycle['name'][]
}

/** What needs no clock is not looked for again with one. */
export function cyclesOf(dependencies: Dependencies, expired: () => boolean): Cycles {
  const found: Cycle[] = []
  const undecided: Cycle['name'][] = []
  /** The clocks with which nothing was found so far. */
  let clean: readonly Clock[] = clocks
  for (const cycleName of cycleNames) {
    for (const [place, clock] of clocks.entries()) {
      const name: Cycle['name'] = `${cycleName}${clock}`
      const way = shortest(dependencies, cycleKinds[cycleName], stepsOfClock[clock], expired)
      if (way === 'no time') undecided.push(name)
      if (way === 'no time' || way === null) continue
      // A cycle of another kind, gone round twice, is no news. Where there is none, it tells that something is wrong.
      if (isSimple(way) || clean.includes(clock)) found.push({ name, dependencies: direct(way, dependencies) })
      clean = clean.filter(other => clocks.indexOf(other) < place)
      break
    }
  }
  return { found, undecided }
}

/** Of the cycles of a kind, a short one: if there is one that comes by no transaction twice, such a one. */
function shortest(
  dependencies: Dependencies,
  kind: CycleKind,
  clock: readonly DependencyKind[],
  expired: () => boolean,
): readonly Dependency[] | 'no time' | null {
  const { size, transactionsCount, all } = dependencies
  const among = new Set([...kind.among, ...clock])
  const steps = all.filter(one => among.has(one.kind))
  const part = connected(size, steps)
  const following: Dependency[][] = []
  for (const step of steps) if (part[step.from]! >= 0) (following[step.from] ??= []).push(step)
  let winding: readonly Dependency[] | null = null
  for (const first of all) {
    if (first.kind !== kind.begins || first.from >= transactionsCount || part[first.to]! < part[first.from]!) continue
    if (expired()) return winding ?? 'no time'
    const way = wayBack(first, dependencies, kind, part, following)
    if (way === null) continue
    if (isSimple(way)) return way
    winding ??= way
  }
  return winding
}

function isSimple(way: readonly Dependency[]): boolean {
  return new Set(way.map(({ to }) => to)).size === way.length
}

/** How the search came to a transaction, and in which mode. */
interface Visit {
  readonly by: Dependency
  readonly mode: number
  readonly last: Visit | null
}

/** The shortest way from the end of a step to its beginning, with the step; null if there is none. */
function wayBack(
  first: Dependency,
  { transactionsCount }: Dependencies,
  { step, closes }: CycleKind,
  part: Int32Array,
  following: readonly (readonly Dependency[] | undefined)[],
): readonly Dependency[] | null {
  const visits: Visit[] = [{ by: first, mode: 0, last: null }]
  const seen = new Set([modesMax * first.to])
  for (const last of visits) {
    for (const by of following[last.by.to] ?? []) {
      // From a part with a smaller number no way leads to one with a greater.
      if (part[by.to]! < part[first.from]!) continue
      // What leaves a node in between is the end of a step, and no step of its own.
      const mode = by.from >= transactionsCount ? last.mode : step(last.mode, by.kind === 'rw')
      if (mode === null) continue
      const visit: Visit = { by, mode, last }
      if (by.to === first.from && mode === closes) return stepsTo(visit)
      const name = modesMax * by.to + mode
      if (seen.has(name)) continue
      seen.add(name)
      visits.push(visit)
    }
  }
  return null
}

function stepsTo(visit: Visit): readonly Dependency[] {
  const steps: Dependency[] = []
  for (let at: Visit | null = visit; at !== null; at = at.last) steps.push(at.by)
  return steps.reverse()
}

/** From transaction to transaction: nodes in between left out. */
function direct(way: readonly Dependency[], { transactionsCount }: Dependencies): readonly Dependency[] {
  const steps: Dependency[] = []
  for (const step of way) {
    if (step.from < transactionsCount) steps.push(step)
    else steps.push({ ...steps.pop()!, to: step.to, on: step.on })
  }
  return steps
}
