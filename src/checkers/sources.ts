// The writes that a value may have been read from, as far as time tells: the nearest first, and what may not have
// happened at all last.

import { type Chains, nobody } from './chains.ts'

/** Writes of one value, in the order of their invocations. */
interface Writes {
  readonly links: number[]
  readonly from: number[]
  /** By place, when the last of those up to here returned. */
  readonly lastTo: number[]
}

export class Sources {
  readonly #chains: Chains
  /** By state; those that happened, and those that may have. */
  readonly #certain: (Writes | undefined)[] = []
  readonly #possible: (Writes | undefined)[] = []
  /**
   * By operation, the last invocation of what changed the object and was over before this one began. A write that was
   * over by then had been overwritten in between.
   */
  readonly #limits: Int32Array

  constructor(chains: Chains) {
    const { links, from, to, isThere } = chains
    this.#chains = chains
    this.#limits = new Int32Array(links.length)
    const byFrom = [...links.keys()].sort((left, right) => from[left]! - from[right]!)
    for (const link of byFrom) {
      const { observes, writes } = links[link]!.kind
      if (observes) continue
      const same = ((isThere[link] === 1 ? this.#certain : this.#possible)[writes] ??= {
        links: [],
        from: [],
        lastTo: [],
      })
      same.links.push(link)
      same.from.push(from[link]!)
      same.lastTo.push(Math.max(same.lastTo.at(-1) ?? nobody, to[link]!))
    }
    const changes = byFrom.filter(link => isThere[link] === 1 && !links[link]!.kind.observes)
    changes.sort((left, right) => to[left]! - to[right]!)
    let over = 0
    let limit = nobody
    for (const link of byFrom) {
      for (; over < changes.length && to[changes[over]!]! < from[link]!; over++)
        limit = Math.max(limit, from[changes[over]!]!)
      this.#limits[link] = limit
    }
  }

  *of(reader: number): Generator<number> {
    const { reads } = this.#chains.links[reader]!.kind
    for (const writes of [this.#certain[reads], this.#possible[reads]]) {
      if (writes === undefined) continue
      const { links, from, lastTo } = writes
      let low = 0
      let high = links.length
      while (low < high) {
        const middle = (low + high) >>> 1
        if (from[middle]! < this.#chains.to[reader]!) low = middle + 1
        else high = middle
      }
      for (let place = low - 1; place >= 0 && lastTo[place]! > this.#limits[reader]!; place--) yield links[place]!
    }
  }
}
