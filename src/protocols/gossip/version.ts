// Which of two versions is newer. Everyone decides alike, so whoever has heard the same knows the same.

import type { Version } from './vocabulary.ts'

/** Positive where `left` is newer, negative where it is older, zero where both name one and the same write. */
export function compareVersions(left: Version, right: Version): number {
  if (left.count !== right.count) return left.count - right.count
  if (left.by === right.by) return 0
  return left.by > right.by ? 1 : -1 // by code unit, which is the same everywhere
}

/** What is unknown is older than anything. */
export const isNewer = (version: Version, known: Version | undefined): boolean =>
  known === undefined || compareVersions(version, known) > 0
