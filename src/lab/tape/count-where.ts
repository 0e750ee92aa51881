// Where something stops being so in a list that is ordered by it: a binary search.

/** How many items at the beginning are so; all of them come first. */
export function countWhere<T>(items: readonly T[], isSo: (item: T) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isSo(items[middle]!)) low = middle + 1
    else high = middle
  }
  return low
}
