// Delta debugging (Zeller & Hildebrandt 2002): the smallest part of a list that still does what the whole does.

/**
 * Drops chunks, large ones first, for as long as the rest is enough. No single item of the result can be left out,
 * unless the search was called off.
 */
export function minimizeList<T>(
  items: readonly T[],
  isEnough: (rest: readonly T[]) => boolean,
  isCalledOff: () => boolean,
): readonly T[] {
  let kept = items
  for (let length = kept.length; length > 0; ) {
    let hasDropped = false
    for (let at = 0; at < kept.length && !isCalledOff(); ) {
      const rest = [...kept.slice(0, at), ...kept.slice(at + length)]
      if (isEnough(rest)) {
        kept = rest
        hasDropped = true
      } else at += length
    }
    if (isCalledOff()) break
    // At the finest, what could not go before may go now that something else is gone.
    length = length > 1 ? Math.floor(length / 2) : hasDropped ? 1 : 0
  }
  return kept
}
