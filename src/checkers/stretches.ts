// A search that is made a stretch at a time, each a few milliseconds, so that whoever makes it can do something else in
// between, or stop.

/** Each `next` says whether the time is up; the search then ends soon, with what it knows. */
export type Stretches<Result> = Generator<undefined, Result, boolean>

export function finish<Result>(search: Stretches<Result>, expired: () => boolean): Result {
  let stretch = search.next(false)
  while (stretch.done !== true) stretch = search.next(expired())
  return stretch.value
}
