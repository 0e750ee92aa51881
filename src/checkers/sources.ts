// The writes that a value may have been read from, as far as time tells: the nearest first, and what may not have
// happened at all last.

import type { Chains } from './chains.ts'
import { Changes } from './changes.ts'
import { nowhere } from './kind.ts'
import { Timeline } from './timeline.ts'
import { never } from './window.ts'

export class Sources {
  readonly #chains: Chains
  /** By state. */
  readonly #writes: (Timeline<number> | undefined)[] = []
  /** By operation: what was over by then left nothing for it. */
  readonly #limits: Int32Array

  constructor(chains: Chains) {
    const { links, from, to, isThere } = chains
    this.#chains = chains
    const touches = links.map(({ kind: { observes, reads, writes } }, link) => ({
      reads: reads === nowhere ? null : reads,
      writes: writes === nowhere ? null : writes,
      observes,
      from: from[link]!,
      to: to[link]!,
    }))
    const changes = new Changes(touches.filter((_, link) => isThere[link] === 1))
    this.#limits = Int32Array.from(touches, touch => changes.lastBefore(touch))
    for (const link of [...links.keys()].sort((left, right) => from[left]! - from[right]!)) {
      const { observes, writes } = links[link]!.kind
      if (observes) continue
      this.#writes[writes] ??= new Timeline()
      this.#writes[writes].add(link, from[link]!, isThere[link] === 1 ? to[link]! : never)
    }
  }

  of(reader: number): Iterable<number> {
    const { reads } = this.#chains.links[reader]!.kind
    return this.#writes[reads]?.between(this.#limits[reader]!, this.#chains.to[reader]!) ?? []
  }
}
