// Watches one run with a list of rules, and keeps a verdict for each.

import { clone } from '../core/plain.ts'
import type { Vocabulary } from '../core/protocol.ts'
import type { ClusterView } from '../trace/cluster.ts'
import type { Happening } from '../trace/happening.ts'
import type { Finding, Rule } from './rule.ts'

export type RuleVerdict =
  /** `at` is the index of the happening that reached it, where there is such a one. */
  | { readonly is: 'holds'; readonly at?: number }
  /** `at` is the index of the happening that showed it, or null where only the whole run did. */
  | { readonly is: 'broken'; readonly explanation: string; readonly at: number | null }
  | { readonly is: 'unknown'; readonly why: string }

export interface RuleReport {
  readonly id: string
  readonly says: string
  readonly kind: Rule['kind']
  readonly verdict: RuleVerdict
}

export class Judge<V extends Vocabulary, Node> {
  readonly #cluster: ClusterView<Node>
  readonly #cases: { readonly rule: Rule<V, Node>; readonly memory: unknown; verdict: RuleVerdict | null }[]

  constructor(rules: readonly Rule<V, Node>[], cluster: ClusterView<Node>) {
    this.#cluster = cluster
    this.#cases = rules.map(rule => ({ rule, memory: rule.memory(), verdict: null }))
  }

  /** To be given every happening, in order. */
  hear(happening: Happening<V>): void {
    for (const open of this.#cases) {
      if (open.verdict !== null) continue
      const { rule, memory } = open
      if (rule.kind === 'eventually') rule.observe?.(memory, happening, this.#cluster)
      else if (rule.kind === 'always')
        open.verdict = broken(rule.check(memory, happening, this.#cluster), happening.index)
      else if (rule.check(memory, happening, this.#cluster)) open.verdict = { is: 'holds', at: happening.index }
    }
  }

  /** The first rule known to be broken, while the run goes on. */
  get firstBroken(): RuleReport | null {
    const found = this.#cases.find(({ verdict }) => verdict?.is === 'broken')
    return found === undefined ? null : report(found.rule, found.verdict!)
  }

  /** What can be said while the run goes on. */
  get soFar(): readonly RuleReport[] {
    return this.#cases.map(({ rule, verdict }) => report(rule, verdict ?? openVerdicts[rule.kind]))
  }

  /** The verdicts of the whole run, if this is its end. It may go on all the same: what rules remember stays as it is. */
  conclude(): readonly RuleReport[] {
    return this.#cases.map(({ rule, memory, verdict }) => report(rule, verdict ?? this.#atEnd(rule, clone(memory))))
  }

  #atEnd(rule: Rule<V, Node>, memory: unknown): RuleVerdict {
    switch (rule.kind) {
      case 'sometimes':
        return { is: 'unknown', why: 'not reached in this run' }
      case 'eventually':
        return broken(rule.check(memory, this.#cluster), null) ?? { is: 'holds' }
      case 'always': {
        const finding = rule.atEnd?.(memory, this.#cluster)
        if (finding === null) return { is: 'unknown', why: 'the search ran out of time' }
        return broken(finding ?? true, null) ?? { is: 'holds' }
      }
    }
  }
}

const openVerdicts: Readonly<Record<Rule['kind'], RuleVerdict>> = {
  always: { is: 'holds' },
  eventually: { is: 'unknown', why: 'judged at the end of the run' },
  sometimes: { is: 'unknown', why: 'not reached yet' },
}

function broken(finding: Finding, at: number | null): RuleVerdict | null {
  return finding === true ? null : { is: 'broken', explanation: finding, at }
}

function report(rule: Rule, verdict: RuleVerdict): RuleReport {
  return { id: rule.id, says: rule.says, kind: rule.kind, verdict }
}
