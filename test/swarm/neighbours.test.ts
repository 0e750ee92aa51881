// The graph of links in a large room: that it is one graph for all, bounded, connected and shallow, and hardly moves.
// Members are drawn by seed; a claim is checked for each of several rooms.

import { describe, expect, it } from 'vitest'
import { type PeerId, peerId } from '../../src/core/ids.ts'
import { crowdLinksMax, linksMax, neighboursOf } from '../../src/swarm/neighbours.ts'

const roomSizes = [14, 30, 60, 128] as const
const seeds = [1, 2, 3] as const

const membersOf = (seed: number, size: number): PeerId[] =>
  Array.from({ length: size }, (_, number) => peerId(`12D3KooW${seed}.${number * 7919}`))

const graphOf = (members: readonly PeerId[]) => new Map(members.map(self => [self, neighboursOf(self, members)]))

function stepsFrom(start: PeerId, graph: ReadonlyMap<PeerId, ReadonlySet<PeerId>>): Map<PeerId, number> {
  const steps = new Map([[start, 0]])
  for (const [peer, distance] of steps) {
    for (const next of graph.get(peer) ?? []) if (graph.has(next) && !steps.has(next)) steps.set(next, distance + 1)
  }
  return steps
}

describe('up to thirteen members', () => {
  it('everyone is linked with everyone, and never with itself', () => {
    const members = membersOf(1, linksMax + 1)
    for (const [self, neighbours] of graphOf(members)) {
      expect([...neighbours].sort()).toEqual(members.filter(peer => peer !== self).sort())
    }
    expect(neighboursOf(members[0]!, []).size).toBe(0)
  })
})

for (const size of roomSizes) {
  describe(`${size} members`, () => {
    it.each(seeds)('are linked both ways, with at most eight each, four steps apart or less (seed %i)', seed => {
      const graph = graphOf(membersOf(seed, size))
      for (const [self, neighbours] of graph) {
        expect(neighbours.size).toBeLessThanOrEqual(linksMax)
        expect(neighbours.size).toBeGreaterThanOrEqual(crowdLinksMax / 2)
        for (const other of neighbours) expect(graph.get(other)!.has(self)).toBe(true)
        const steps = stepsFrom(self, graph)
        expect(steps.size).toBe(size)
        expect(Math.max(...steps.values())).toBeLessThanOrEqual(4)
      }
    })
    it.each(seeds)(
      'stay connected when a third of them leaves at once, before anyone has chosen anew (seed %i)',
      seed => {
        const members = membersOf(seed, size)
        const graph = graphOf(members)
        for (let at = 0; at < size; at += 3) graph.delete(members[at]!)
        expect(stepsFrom(members[1]!, graph).size).toBe(graph.size)
      },
    )
    it.each(seeds)('do not depend on the order in which they are met (seed %i)', seed => {
      const members = membersOf(seed, size)
      const self = members[3]!
      expect([...neighboursOf(self, members.toReversed())].sort()).toEqual([...neighboursOf(self, members)].sort())
    })
    it.each(seeds)('keep nearly all their links when one more comes (seed %i)', seed => {
      const members = membersOf(seed, size + 1)
      const before = graphOf(members.slice(0, size))
      const after = graphOf(members)
      let moved = 0
      for (const [self, neighbours] of before) {
        for (const other of neighbours) if (!after.get(self)!.has(other)) moved++
      }
      expect(moved / size).toBeLessThan(2) // of eight links, for each tab, on average
    })
  })
}
