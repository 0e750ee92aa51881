// The rules beside a run that can be rewound: what was known of each at any moment.

import { Judge, type RuleReport, type RuleVerdict } from '../checkers/judge.ts'
import type { Rule } from '../checkers/rule.ts'
import type { ClusterView } from '../trace/cluster.ts'
import type { Happening } from '../trace/happening.ts'
import type { Tape } from './tape/tape.ts'

export class Standings {
  readonly #judge: Judge<any, any>
  /** What was open before anything happened. */
  readonly #open: readonly RuleReport[]
  #end: { readonly position: number; readonly reports: readonly RuleReport[] } | null = null

  constructor(rules: readonly Rule[], cluster: ClusterView<any>) {
    this.#judge = new Judge(rules, cluster)
    this.#open = this.#judge.soFar
  }

  hear(happening: Happening): void {
    this.#judge.hear(happening)
  }

  /** Puts what was told of a run on its tape. As while it ran, rules hear of a fault before it strikes, of a step when it is over. */
  record(happening: Happening, tape: Tape): void {
    if (happening.kind === 'fault') this.hear(happening)
    tape.add(happening)
    if (happening.kind !== 'fault') this.hear(happening)
  }

  /** Judges the run as if it ended here, with so many happenings over. */
  conclude(position: number): void {
    if (this.#end?.position !== position) this.#end = { position, reports: this.#judge.conclude() }
  }

  /** What was known when so many happenings were over. */
  at(position: number): readonly RuleReport[] {
    const reports = this.#end?.position === position ? this.#end.reports : this.#judge.soFar
    return reports.map((report, place) => {
      const at = placeOf(report.verdict)
      return at === null || at < position ? report : this.#open[place]!
    })
  }

  /** The place of the first happening by which a rule is known to be broken, wherever the reader stands. */
  get firstViolation(): number | null {
    const places = this.#judge.soFar.flatMap(({ verdict }) => (verdict.is === 'broken' ? [verdict.at ?? Infinity] : []))
    const first = Math.min(...places)
    return Number.isFinite(first) ? first : null
  }
}

/** Where a verdict was reached, or null where it does not come from one place. */
function placeOf(verdict: RuleVerdict): number | null {
  return verdict.is === 'unknown' ? null : (verdict.at ?? null)
}
