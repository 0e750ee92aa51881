// From a run that breaks a rule to the smallest that we can find: fewer faults and edits, less time, fewer nodes, quieter clients.

import type { PeerId } from '../core/ids.ts'
import type { TimedFault } from '../faults/fault.ts'
import { among } from '../faults/named-peers.ts'
import { minimizeList } from '../simulator/minimize.ts'
import { type Experiment, prepare, type Report, run } from './experiment.ts'

export interface MinimizeOptions {
  /** Asked before each run: out of time, or called off. What was found so far is given back. */
  readonly expired?: () => boolean
  readonly progress?: (found: { readonly runs: number; readonly faults: number; readonly nodes: number }) => void
}

export interface Minimized {
  /** Without a storm: its faults are written out, and those that are not needed are gone. */
  readonly experiment: Experiment
  readonly report: Report
  /** How many runs it took. */
  readonly runs: number
}

/** Throws `NotBroken` where the run does not break the rule. */
export function minimize(experiment: Experiment, ruleId: string, options: MinimizeOptions = {}): Minimized {
  return new Minimizer(experiment, ruleId, options).search()
}

export class NotBroken extends Error {
  override readonly name = 'NotBroken'
}

class Minimizer {
  readonly #rule: string
  readonly #options: MinimizeOptions
  #experiment: Experiment
  #report: Report
  #runs = 1

  constructor(experiment: Experiment, rule: string, options: MinimizeOptions) {
    this.#rule = rule
    this.#options = options
    this.#experiment = experiment
    this.#report = run(experiment)
    if (!breaks(this.#report, rule)) throw new NotBroken(`rule: expected one that this run breaks, got '${rule}'`)
  }

  search(): Minimized {
    this.#writeOutStorm()
    for (let before: Experiment | null = null; before !== this.#experiment && !this.#isCalledOff(); ) {
      before = this.#experiment
      this.#shorten()
      this.#dropFaults()
      this.#dropEdits()
      this.#dropNodes()
      this.#tryCalmer()
    }
    return { experiment: this.#experiment, report: this.#report, runs: this.#runs }
  }

  /**
   * The storm's own draws are apart from all others, so what it did can be done again without it. Only a blow in the
   * same microsecond as a timer may change places with it: as always, the new run counts only if it breaks the rule.
   */
  #writeOutStorm(): void {
    const { storm, saveMs = storm?.saveMs } = this.#experiment
    if (storm == null) return
    const { faults } = this.#report
    this.#try({ ...this.#experiment, storm: null, faults, ...(saveMs === undefined ? {} : { saveMs }) })
  }

  /** What came after the violation played no part. A rule that wants something in the end needs the whole time. */
  #shorten(): void {
    const at = verdictOf(this.#report, this.#rule).at
    if (at === null) return
    let atMs = Infinity
    run({ ...this.#experiment, listen: happening => void (happening.index === at && (atMs = happening.atMs)) })
    this.#runs++
    const forMs = Math.ceil(atMs)
    if (forMs >= this.#report.counts.simulatedMs) return
    const faults = this.#experiment.faults?.filter(fault => fault.atMs <= forMs) ?? []
    const edits = this.#experiment.edits?.filter(edit => edit.atMs <= forMs) ?? []
    this.#try({ ...this.#experiment, forMs, faults, edits })
  }

  #dropFaults(): void {
    const faults = this.#experiment.faults ?? []
    minimizeList(
      faults,
      rest => this.#try({ ...this.#experiment, faults: rest }),
      () => this.#isCalledOff(),
    )
  }

  /** Without one, others may find nothing to lay hands on any more: as always, the new run counts only if it breaks the rule. */
  #dropEdits(): void {
    const edits = this.#experiment.edits ?? []
    minimizeList(
      edits,
      rest => this.#try({ ...this.#experiment, edits: rest }),
      () => this.#isCalledOff(),
    )
  }

  #dropNodes(): void {
    for (let { nodes } = this; nodes > 1 && !this.#isCalledOff(); nodes--) {
      const members = prepare({ ...this.#experiment, nodes: nodes - 1 }).simulator.members
      const faults = (this.#experiment.faults ?? []).flatMap(timed => strikingOn(timed, members))
      if (!this.#try({ ...this.#experiment, nodes: nodes - 1, faults })) return
    }
  }

  /** No clients, and saves that take no time. */
  #tryCalmer(): void {
    const { saveMs, ...quick } = this.#experiment
    if (this.#experiment.isIdle !== true) this.#try({ ...this.#experiment, isIdle: true })
    if (saveMs !== undefined) this.#try({ ...quick, isIdle: this.#experiment.isIdle ?? false })
  }

  get nodes(): number {
    return prepare(this.#experiment).simulator.members.length
  }

  /** Takes a smaller experiment in the place of the last, if it breaks the same rule. */
  #try(smaller: Experiment): boolean {
    if (this.#isCalledOff()) return false
    const report = run(smaller)
    this.#runs++
    const isBroken = breaks(report, this.#rule)
    if (isBroken) {
      this.#experiment = smaller
      this.#report = report
    }
    this.#options.progress?.({ runs: this.#runs, faults: this.#experiment.faults?.length ?? 0, nodes: this.nodes })
    return isBroken
  }

  #isCalledOff(): boolean {
    return this.#options.expired?.() ?? false
  }
}

function verdictOf({ rules }: Report, id: string): { readonly isBroken: boolean; readonly at: number | null } {
  const verdict = rules.find(rule => rule.id === id)?.verdict
  return verdict?.is === 'broken' ? { isBroken: true, at: verdict.at } : { isBroken: false, at: null }
}

const breaks = (report: Report, id: string): boolean => verdictOf(report, id).isBroken

function strikingOn({ atMs, fault }: TimedFault, members: readonly PeerId[]): readonly TimedFault[] {
  const rest = among(members, fault)
  return rest === null ? [] : [{ atMs, fault: rest }]
}
