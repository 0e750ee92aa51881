// The shape of a range of whole numbers, such as a timeout that is drawn anew each time: both ends belong to it.

import { type Shape, within, wrong } from './shape.ts'

export type Range = readonly [low: number, high: number]

export function rangeWithin(least: number, most: number): Shape<Range> {
  const end = within(least, most)
  return {
    name: `range from ${end.name}`,
    check(value, path) {
      if (!Array.isArray(value) || value.length !== 2) return wrong(path, 'a range of two whole numbers', value)
      const low = end.check(value[0], `${path}.0`)
      const high = end.check(value[1], `${path}.1`)
      return low <= high ? [low, high] : wrong(`${path}.1`, `at least ${low}`, high)
    },
    write([low, high], to) {
      end.write(low, to)
      end.write(high, to)
    },
    read(from) {
      const low = end.read(from)
      const high = end.read(from)
      return low <= high ? [low, high] : from.fail(`expected at least ${low}, got ${high}`)
    },
    sample(random) {
      const one = end.sample(random)
      const other = end.sample(random)
      return [Math.min(one, other), Math.max(one, other)]
    },
  }
}
