// Which parts of a node's state are not as they were: what a view marks after a step.

import { equal } from '../core/plain.ts'

/** Deeper parts count as one. */
const depthMax = 4

/** Paths such as `role` or `role.votes.n2`; a part that differs is named along with all that it is part of. */
export function changedPaths(before: unknown, after: unknown): ReadonlySet<string> {
  const paths = new Set<string>()
  compare(before, after, [], paths)
  return paths
}

function compare(before: unknown, after: unknown, path: readonly string[], paths: Set<string>): void {
  if (equal(before, after)) return
  if (path.length > 0) paths.add(path.join('.'))
  if (path.length === depthMax) return
  const [left, right] = [partsOf(before), partsOf(after)]
  if (left === null || right === null) return
  for (const name of new Set([...left.keys(), ...right.keys()]))
    compare(left.get(name), right.get(name), [...path, name], paths)
}

/** The parts of a record, list or map by name; null where there are none to speak of. */
export function partsOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return null
  if (value instanceof Map) return new Map([...value].map(([key, part]) => [String(key), part]))
  if (value instanceof Set) return new Map([...value].map(item => [String(item), true]))
  return new Map(Object.entries(value))
}
