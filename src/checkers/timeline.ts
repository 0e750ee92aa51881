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
  #ending: Row<Item> | null = null
  #endless: Row<Item> | null = null

  /** Given in the order of `from`. */
  add(item: Item, from: number, to: number): void {
    if (to === never) this.#endless = longer(this.#endless, item, from, to)
    else this.#ending = longer(this.#ending, item, from, to)
  }

  /**
   * Those that begin before `end` and end after `start`, and perhaps others. The last first; and what never ends, last.
   */
  *between(start: number, end: number): Generator<Item> {
    for (const row of [this.#ending, this.#endless]) {
      if (row === null) continue
      const { items, from, lastTo } = row
      for (let place = countBelow(from, end) - 1; place >= 0 && lastTo[place]! >= start; place--) yield items[place]!
    }
  }
}

/** There are as many rows as values, most of them of one item: such a row takes no more room than it needs. */
function longer<Item>(row: Row<Item> | null, item: Item, from: number, to: number): Row<Item> {
  if (row === null) return { items: [item], from: [from], lastTo: [to] }
  row.items.push(item)
  row.from.push(from)
  row.lastTo.push(Math.max(row.lastTo.at(-1)!, to))
  return row
}
