// Transactions: whether some order of them explains all answers, or which anomalies show that there is none
// (Adya, Weak consistency, 1999; Kingsbury and Alvaro, Elle, 2020).
//
// Their lists only grow, and whoever reads one reads its whole past. So the order of appends need not be searched for.

import type { History } from '../trace/history.ts'
import { type Anomaly, type AnomalyName, forbidden, type Isolation } from './list-append/anomaly.ts'
import { type Cycle, cyclesOf } from './list-append/cycles.ts'
import { type Dependency, dependenciesOf } from './list-append/dependencies.ts'
import { anomaliesOfReads } from './list-append/reads.ts'
import { type Transaction, transactionsOf } from './list-append/transaction.ts'
import { type VersionOrder, versionOrdersOf } from './list-append/version-order.ts'
import { holds, unknown, type Verdict } from './verdict.ts'

export type { Isolation }

export const isolations = Object.keys(forbidden) as readonly Isolation[]

export interface TransactionOptions {
  /** If left out, the strictest: what linearizability is to single operations. */
  readonly isolation?: Isolation
  readonly expired?: () => boolean
}

export interface Anomalies {
  /** Those that the isolation forbids. */
  readonly anomalies: readonly Anomaly[]
}

/** Throws `MalformedHistory` where the history is not one of transactions on lists. */
export function transactions(
  history: History,
  { isolation = 'strict-serializable', expired = () => false }: TransactionOptions = {},
): Verdict<Anomalies> {
  const names: readonly AnomalyName[] = forbidden[isolation]
  const { anomalies, undecided, stray } = anomaliesOf(history, expired)
  const found = anomalies.filter(({ name }) => names.includes(name))
  if (found.length > 0) {
    const [{ name, explanation }] = found as [Anomaly]
    const others = [...new Set(found.map(anomaly => anomaly.name))].slice(1)
    const more = others.length === 0 ? '' : `; also found: ${others.join(', ')}`
    return { is: 'broken', evidence: { anomalies: found }, explanation: `${name}: ${explanation}${more}` }
  }
  if (undecided.some(name => names.includes(name))) return unknown('the time ran out with cycles left to look for')
  return stray === null ? holds : unknown(stray)
}

export interface Findings {
  readonly anomalies: readonly Anomaly[]
  /** What there was no time to look for to the end. */
  readonly undecided: readonly AnomalyName[]
  /** An element that stands behind appended ones and that nobody is known to have appended. */
  readonly stray: string | null
}

/** All that is wrong, whatever isolation was promised. */
export function anomaliesOf(history: History, expired: () => boolean = () => false): Findings {
  const all = transactionsOf(history)
  const orders = versionOrdersOf(all)
  const { found, undecided } = cyclesOf(dependenciesOf(all, orders), expired)
  return {
    anomalies: [...anomaliesOfReads(all, orders), ...found.map(cycle => anomalyOf(cycle, all))],
    undecided,
    stray: orders.map(strayOf).find(stray => stray !== null) ?? null,
  }
}

/** What stands first may have been there before the history. */
function strayOf(order: VersionOrder): string | null {
  const isStray = order.elements.map(element => order.writeOf(element) === null)
  const place = isStray.indexOf(true, isStray.indexOf(false))
  if (place < 0 || !isStray.includes(false)) return null
  return `nobody is known to have appended ${JSON.stringify(order.elements[place])} to ${JSON.stringify(order.key)}`
}

function anomalyOf({ name, dependencies }: Cycle, all: readonly Transaction[]): Anomaly {
  const keys = new Set(dependencies.map(({ on }) => on?.key ?? null))
  return {
    name,
    key: keys.size === 1 ? [...keys][0]! : null,
    transactions: dependencies.map(({ from }) => all[from]!.operation),
    explanation: dependencies.map(dependency => explain(dependency, all)).join('; '),
  }
}

function explain({ kind, from, to, on }: Dependency, all: readonly Transaction[]): string {
  const [earlier, later] = [from, to].map(place => `line ${all[place]!.operation.invoked.line}`)
  const element = JSON.stringify(on?.element)
  const key = JSON.stringify(on?.key)
  switch (kind) {
    case 'ww':
      return `${later} appended ${element} to ${key} after ${earlier}`
    case 'wr':
      return `${later} read ${element} of ${key} from ${earlier}`
    case 'rw':
      return `${earlier} did not see the ${element} that ${later} appended to ${key}`
    case 'process':
      return `${earlier} and ${later} are of one process, in this order`
    case 'realtime':
      return `${earlier} had returned before ${later} began`
  }
}
