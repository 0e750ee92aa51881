// A map of registers in which the last writer wins, where "last" goes by dots: a write that knew of another is later,
// whatever the clocks say. An erased key leaves a tombstone, or an older write that comes late would bring it back.

import { list, maybe, record, type Shape, textOf } from '../shape.ts'
import { byDot, compareDots, type Dot, dot } from './dot.ts'
import { knows, type VersionVector } from './version-vector.ts'

export interface Entry {
  readonly key: string
  /** `null`: a tombstone. */
  readonly value: string | null
  readonly dot: Dot
}
export const entry: Shape<Entry> = record({ key: textOf(64), value: maybe(textOf(64)), dot })

/** By dot, one for each key. */
export type LwwMap = readonly Entry[]
export const lwwMap: Shape<LwwMap> = list(entry)

/** To put or to erase is to merge with one's own entry. */
export function joinLwwMaps(left: LwwMap, right: LwwMap): LwwMap {
  const latest = new Map<string, Entry>()
  for (const entry of [...left, ...right]) {
    const other = latest.get(entry.key)
    if (other === undefined || compareDots(entry.dot, other.dot) > 0) latest.set(entry.key, entry)
  }
  return byDot(latest.values())
}

/** Without the tombstones that everyone knows: whatever comes from now on is later than they are. */
export const collectTombstones = (map: LwwMap, stable: VersionVector): LwwMap =>
  map.filter(({ value, dot }) => value !== null || !knows(stable, dot))

export const pairsOf = (map: LwwMap): ReadonlyMap<string, string> =>
  new Map(map.flatMap(({ key, value }) => (value === null ? [] : [[key, value]])))
