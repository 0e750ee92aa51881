// Operations in the order in which they begin, so that those that were open at a time are found without looking at all.

import { countBelow } from './sorted.ts'
import { never } from './window.ts'

interface Row<Item> {
  readonly items: Item[]
  readonly from: number[]
  /** By place, when the last of those up to here ends. */
  readonly lastTo: number[]
}

export class Timeline<Item> {
  /** What never ends would keep those before it from being passed over. */
  readonly #ending: Row<Item> = { items: [], from: [], lastTo: [] }
  readonly #endless: Row<Item> = { items: [], from: [], lastTo: [] }

  /** Given in the order of `from`. */
  add(item: Item, from: number, to: number): void {
    const { items, from: begins, lastTo } = to === never ? this.#endless : this.#ending
    items.push(item)
    begins.push(from)
    lastTo.push(Math.max(lastTo.at(-1) ?? to, to))
  }

  /**
   * Those that begin before `end` and end after `start`, and perhaps others. The last first; and what never ends, last.
   */
  *between(start: number, end: number): Generator<Item> {
    for (const { items, from, lastTo } of [this.#ending, this.#endless]) {
      for (let place = countBelow(from, end) - 1; place >= 0 && lastTo[place]! >= start; place--) yield items[place]!
    }
  }
}
