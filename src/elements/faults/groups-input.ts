// Groups of nodes as a reader writes them: `n1 n2 | n3 n4 n5`.

import type { PeerId } from '../../core/ids.ts'

/** Null where a name is no member's, or stands twice: then nothing is meant that could be done. */
export function readGroups(text: string, members: readonly PeerId[]): readonly (readonly PeerId[])[] | null {
  const groups = text.split('|').map(group => group.split(/[\s,]+/).filter(name => name !== ''))
  const names = groups.flat()
  const isKnown = names.every(name => (members as readonly string[]).includes(name))
  if (!isKnown || new Set(names).size < names.length || names.length === 0) return null
  return groups.filter(group => group.length > 0) as PeerId[][]
}

/** Halves, as a first suggestion. */
export function halves(members: readonly PeerId[]): string {
  const middle = Math.ceil(members.length / 2)
  return `${members.slice(0, middle).join(' ')} | ${members.slice(middle).join(' ')}`
}
