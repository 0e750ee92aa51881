// Whom a peer keeps a link with in a room too large for links to everyone. Every peer works out the same graph from the
// same members, so nobody has to be asked: a ring, which alone keeps all connected, and random far links, which make it shallow.

import { utf8Encode } from '../core/bytes.ts'
import type { PeerId } from '../core/ids.ts'

/** Up to thirteen members are a full mesh, of twelve links each. */
export const linksMax = 12
/** Beyond that, eight each: 128 are then four steps apart at most, and thirty that come at once have 120 connections to make. */
export const crowdLinksMax = 8

/** Whom `self` keeps a link with among the members, who may include itself. */
export function neighboursOf(self: PeerId, members: Iterable<PeerId>): ReadonlySet<PeerId> {
  const everyone = [...new Set([self, ...members])]
  if (everyone.length <= linksMax + 1) return new Set(everyone.filter(peer => peer !== self))
  const places = everyone.map(peer => ({ peer, hash: hashOf(peer) })).sort(byHash)
  const graph = new Graph(places.length)
  for (let at = 0; at < places.length; at++) graph.link(at, (at + 1) % places.length)
  for (const { left, right } of pairsByWeight(places)) graph.link(left, right)
  const neighbours = graph.neighboursOf(places.findIndex(({ peer }) => peer === self))
  return new Set(neighbours.map(at => places[at]!.peer))
}

interface Place {
  readonly peer: PeerId
  readonly hash: number
}

interface Pair {
  readonly left: number
  readonly right: number
  readonly weight: number
}

/** Links while both ends have one left. The heaviest pairs go first, so one who comes or goes moves few links of others. */
class Graph {
  readonly #neighbours: readonly Set<number>[]

  constructor(size: number) {
    this.#neighbours = Array.from({ length: size }, () => new Set())
  }

  link(left: number, right: number): void {
    const [ofLeft, ofRight] = [this.#neighbours[left]!, this.#neighbours[right]!]
    if (ofLeft.size >= crowdLinksMax || ofRight.size >= crowdLinksMax) return
    ofLeft.add(right)
    ofRight.add(left)
  }

  neighboursOf(at: number): number[] {
    return [...this.#neighbours[at]!]
  }
}

/** The weight of a pair depends on the two alone, so it is the same for everyone and in every membership. */
function pairsByWeight(places: readonly Place[]): Pair[] {
  const pairs: Pair[] = []
  for (let left = 0; left < places.length; left++) {
    for (let right = left + 1; right < places.length; right++) {
      pairs.push({ left, right, weight: mixed(places[left]!.hash ^ places[right]!.hash) })
    }
  }
  return pairs.sort((one, other) => other.weight - one.weight || one.left - other.left || one.right - other.right)
}

const byHash = (one: Place, other: Place): number => one.hash - other.hash || (one.peer < other.peer ? -1 : 1)

/** FNV-1a over the id, and MurmurHash3's finish: spread evenly, for nobody's secret. */
function hashOf(peer: PeerId): number {
  let hash = 0x811c9dc5
  for (const byte of utf8Encode(peer)) hash = Math.imul(hash ^ byte, 0x01000193)
  return mixed(hash)
}

function mixed(bits: number): number {
  let hash = bits
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
