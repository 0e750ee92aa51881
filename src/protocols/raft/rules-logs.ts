// What may happen to a log (§5.3).

import { digest } from '../../core/digest.ts'
import type { PeerId } from '../../core/ids.ts'
import { equal } from '../../core/plain.ts'
import { entryAt, findEntry, lastIndex, termAt } from './log.ts'
import { always, forgetOldest, sightOf, sometimes } from './rules-sight.ts'
import type { Log } from './vocabulary.ts'

export const logRules = [
  always({
    id: 'R3',
    says: 'A leader never overwrites or deletes entries of its own log; it only appends (§5.3).',
    memory: () => ({ leading: new Map<PeerId, { readonly term: number; readonly log: Log }>() }),
    check({ leading }, happening, cluster) {
      const sight = sightOf(happening, cluster)
      if (sight === null) return true
      const { peer, node } = sight
      const before = leading.get(peer)
      if (node.role.is !== 'leader') {
        if (before !== undefined) leading.delete(peer)
        return true
      }
      if (before?.term === node.term && before.log === node.log) return true
      leading.set(peer, { term: node.term, log: node.log })
      if (before?.term !== node.term) return true
      const changed = firstChange(before.log, node.log)
      return changed === null || `${peer}, leading term ${node.term}, changed entry ${changed} of its own log`
    },
  }),

  always({
    id: 'R4',
    says: 'If two logs hold an entry of the same index and term, they are equal up to it (§5.3).',
    memory: () => ({
      logs: new Map<PeerId, Log>(),
      /** By index and term: the term before, and the content. Equal links all the way down are equal logs. */
      links: new Map<number, Map<number, { readonly before: number; readonly content: string }>>(),
    }),
    check({ logs, links }, happening, cluster) {
      const sight = sightOf(happening, cluster)
      if (sight === null) return true
      const { peer, node } = sight
      const known = logs.get(peer)
      if (known === node.log) return true
      logs.set(peer, node.log)
      for (let index = lastIndex(node.log); index > node.log.start; index--) {
        const entry = entryAt(node.log, index)
        if (known !== undefined && findEntry(known, index) === entry) break
        const ofIndex = links.get(index) ?? new Map()
        links.set(index, ofIndex)
        const before = termAt(node.log, index - 1)!
        const content = digest(entry.content)
        const link = ofIndex.get(entry.term)
        if (link === undefined) ofIndex.set(entry.term, { before, content })
        else if (link.content !== content) return `entry ${index} of term ${entry.term} is not the same on ${peer}`
        else if (link.before !== before)
          return `what comes before entry ${index} of term ${entry.term} differs on ${peer}`
      }
      forgetOldest(links)
      return true
    },
  }),

  always({
    id: 'R9',
    says: 'A follower removes an entry only where the leader’s differs: an old append cuts nothing off (§5.3).',
    memory: () => ({ logs: new Map<PeerId, Log>() }),
    check({ logs }, happening, cluster) {
      const sight = sightOf(happening, cluster)
      if (sight === null) return true
      const { peer, node, input } = sight
      const before = logs.get(peer)
      if (before === node.log) return true
      logs.set(peer, node.log)
      if (before === undefined || input.kind !== 'message' || input.message.type !== 'append') return true
      const changed = firstChange(before, node.log)
      return (
        changed === null ||
        termAt(node.log, changed) !== null ||
        `${peer} cut entry ${changed} off, and has nothing in its place`
      )
    },
  }),

  always({
    id: 'R10',
    says: 'A follower’s commit index never passes the entries that its leader has shown it to share (§5.3).',
    memory: () => ({ reached: new Map<PeerId, number>() }),
    check({ reached }, happening, cluster) {
      const sight = sightOf(happening, cluster)
      if (sight === null) return true
      const { peer, node, input } = sight
      const before = reached.get(peer) ?? 0
      if (before === node.commitIndex) return true
      reached.set(peer, node.commitIndex)
      if (input.kind !== 'message' || input.message.type !== 'append' || node.commitIndex < before) return true
      const { prevIndex, entries } = input.message
      const shown = prevIndex + entries.length
      return (
        node.commitIndex <= shown || `${peer} committed entry ${node.commitIndex}, and was shown none after ${shown}`
      )
    },
  }),

  sometimes({
    id: 'R24',
    says: 'A follower’s entries conflict with its leader’s and are replaced.',
    memory: () => ({ ends: new Map<PeerId, { readonly index: number; readonly term: number }>() }),
    check({ ends }, happening, cluster) {
      const sight = sightOf(happening, cluster)
      if (sight === null) return false
      const { peer, node, input } = sight
      const before = ends.get(peer)
      const index = lastIndex(node.log)
      const term = termAt(node.log, index)!
      if (before?.index === index && before.term === term) return false
      ends.set(peer, { index, term })
      if (before === undefined || input.kind !== 'message' || input.message.type !== 'append') return false
      const now = termAt(node.log, before.index)
      return now !== null && before.index > node.log.start && now !== before.term
    },
  }),
]

/** The first index that both had, or should have, and that is not what it was. What was compacted does not count. */
function firstChange(before: Log, after: Log): number | null {
  for (let index = Math.max(before.start, after.start) + 1; index <= lastIndex(before); index++) {
    const [was, is] = [findEntry(before, index), findEntry(after, index)]
    if (was !== is && !equal(was, is)) return index
  }
  return null
}
