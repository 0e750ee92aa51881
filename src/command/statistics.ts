// The means of what many runs measured, and how sure they are.

import type { Figures } from '../lab/paper.ts'

/** Of the figures that every run has: where one could not measure, the mean of the others is of something else. */
export function means(runs: readonly Figures[]): Figures {
  const names = Object.keys(runs[0] ?? {}).filter(name => runs.every(run => Object.hasOwn(run, name)))
  return Object.fromEntries(names.map(name => [name, runs.reduce((sum, run) => sum + run[name]!, 0) / runs.length]))
}

/** Those of the means; a single run says nothing of it. */
export function standardErrors(runs: readonly Figures[]): Figures {
  if (runs.length < 2) return {}
  return Object.fromEntries(
    Object.entries(means(runs)).map(([name, mean]) => {
      const squares = runs.reduce((sum, run) => sum + (run[name]! - mean) ** 2, 0)
      return [name, Math.sqrt(squares / (runs.length - 1) / runs.length)]
    }),
  )
}
