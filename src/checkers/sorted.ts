// Rows that are in order, and where something stands in them.

/** How many of these are less. */
export function countBelow<Item extends number | string>(sorted: ArrayLike<Item>, limit: Item): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < limit) low = middle + 1
    else high = middle
  }
  return low
}
