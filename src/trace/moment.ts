// A time of a run: milliseconds with three decimals, for a simulation counts in microseconds.

import { type Shape, wrong } from '../core/shape.ts'

export const moment: Shape<number> = {
  name: 'milliseconds',
  check(value, path) {
    const isMoment =
      typeof value === 'number' && Number.isSafeInteger(microseconds(value)) && microseconds(value) / 1000 === value
    return isMoment && value >= 0 ? value : wrong(path, 'milliseconds', value)
  },
  write: (value, to) => to.natural(microseconds(value)),
  read: from => from.natural() / 1000,
  sample: random => random.between(0, 10_000_000) / 1000,
}

const microseconds = (value: number): number => Math.round(value * 1000)
