// What many runs together say of each rule.

import type { RuleVerdict } from '../checkers/judge.ts'
import { RunningDigest } from '../core/digest.ts'
import type { Counts, Report } from '../lab/experiment.ts'
import type { Lab } from '../lab/lab.ts'
import type { ExitCode } from './command.ts'
import type { RunResult } from './task.ts'

export interface RuleSummary {
  readonly id: string
  readonly says: string
  readonly kind: 'always' | 'eventually' | 'sometimes'
  verdict: RuleVerdict['is']
  /** The first explanation, and the seed that showed it. */
  why: string | null
  seed: number | null
}

export class Verdicts {
  readonly rules: readonly RuleSummary[]
  readonly counts: Record<keyof Counts, number> = {
    simulatedMs: 0,
    happenings: 0,
    steps: 0,
    messages: 0,
    lost: 0,
    faults: 0,
    operations: 0,
  }
  runs = 0
  /** The first run that stopped at a mistake in the protocol itself. */
  stopped: { readonly seed: number; readonly why: string } | null = null
  readonly #digest = new RunningDigest()
  #only: string | null = null

  constructor(lab: Lab) {
    this.rules = lab.rules.map(({ id, says, kind }) => ({
      id,
      says,
      kind,
      verdict: kind === 'sometimes' ? 'unknown' : 'holds',
      why: null,
      seed: null,
    }))
  }

  /** To be told in the order of the seeds. */
  add(seed: number, result: RunResult): void {
    this.runs++
    if (result.is === 'stopped') {
      this.stopped ??= { seed, why: result.why }
      return
    }
    const { report } = result
    this.#only = report.digest
    this.#digest.add(report.digest)
    for (const name of Object.keys(this.counts) as (keyof Counts)[]) this.counts[name] += report.counts[name]
    for (const [place, rule] of this.rules.entries()) learn(rule, seed, report.rules[place]!)
  }

  /** Of one run its own; of several, of all their digests in the order of the seeds. */
  get digest(): string {
    return this.runs === 1 ? (this.#only ?? '') : this.#digest.value
  }

  /** The least seed that broke something. */
  get brokenSeed(): number | null {
    const seeds = this.rules.flatMap(({ verdict, seed }) => (verdict === 'broken' ? [seed!] : []))
    if (this.stopped !== null) seeds.push(this.stopped.seed)
    return seeds.length === 0 ? null : Math.min(...seeds)
  }

  /** That something rare was not seen is no doubt about the code; a check that ran out of time is. */
  get exitCode(): ExitCode {
    if (this.brokenSeed !== null) return 1
    return this.rules.some(({ kind, verdict }) => kind !== 'sometimes' && verdict === 'unknown') ? 3 : 0
  }
}

function learn(rule: RuleSummary, seed: number, { verdict }: Report['rules'][number]): void {
  if (rule.verdict === 'broken') return
  if (verdict.is === 'broken') Object.assign(rule, { verdict: 'broken', why: verdict.explanation, seed })
  else if (rule.kind === 'sometimes') {
    if (verdict.is === 'holds' && rule.verdict === 'unknown') Object.assign(rule, { verdict: 'holds', seed, why: null })
    else if (verdict.is === 'unknown' && rule.verdict === 'unknown') rule.why ??= verdict.why
  } else if (verdict.is === 'unknown') Object.assign(rule, { verdict: 'unknown', why: verdict.why, seed })
}
