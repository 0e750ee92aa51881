// What many runs say together, and how sure it is.

import type { Figures, Paper } from '../lab/paper.ts'

/** For a figure that is no mean, the runs are left out in so many groups, one after the other. */
const groupsMax = 100

type Summary = Pick<Paper, 'summarise'>

export function summaryOf(runs: readonly Figures[], { summarise }: Summary): Figures {
  return summarise?.(runs) ?? means(runs)
}

/** By the jackknife (Quenouille 1949, Tukey 1958), which for a mean is the usual standard error. */
export function standardErrors(runs: readonly Figures[], paper: Summary): Figures {
  const count = Math.min(runs.length, groupsMax)
  if (count < 2) return {}
  const without = Array.from({ length: count }, (_, group) =>
    summaryOf(
      runs.filter((_, index) => index % count !== group),
      paper,
    ),
  )
  const centre = means(without)
  return Object.fromEntries(
    Object.entries(centre).map(([name, mean]) => {
      const squares = without.reduce((sum, figures) => sum + (figures[name]! - mean) ** 2, 0)
      return [name, Math.sqrt(((count - 1) / count) * squares)]
    }),
  )
}

function means(runs: readonly Figures[]): Figures {
  const names = Object.keys(runs[0] ?? {})
  return Object.fromEntries(names.map(name => [name, runs.reduce((sum, run) => sum + run[name]!, 0) / runs.length]))
}
