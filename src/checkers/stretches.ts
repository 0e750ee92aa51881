// A search that is made a stretch at a time, each a few milliseconds, so that whoever makes it can do something else in
// between, or stop.

/** Looked at in a stretch, where each takes a microsecond or two. */
const itemsPerStretch = 20_000

/** Each `next` says whether the time is up; the search then ends soon, with what it knows. */
export type Stretches<Result> = Generator<undefined, Result, boolean>

/** What cannot end before it is done: what comes before a search, or takes its place. */
export type Preparing<Result> = Generator<undefined, Result>

export function finish<Result>(search: Stretches<Result>, expired: () => boolean): Result {
  let stretch = search.next(false)
  while (stretch.done !== true) stretch = search.next(expired())
  return stretch.value
}

/** Null where the time was up before it was done. */
export function inTime<Result>(preparing: Preparing<Result>, expired: () => boolean): Result | null {
  let stretch = preparing.next()
  while (stretch.done !== true) {
    if (expired()) return null
    stretch = preparing.next()
  }
  return stretch.value
}

/** For loops over all that there is: tells after how much of it a stretch is over. */
export class Pace {
  #left = itemsPerStretch

  /** Whether it is, after so many more items; then another begins. */
  isOverAfter(items = 1): boolean {
    this.#left -= items
    if (this.#left > 0) return false
    this.#left = itemsPerStretch
    return true
  }
}
