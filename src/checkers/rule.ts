// A rule: a claim with an id, and the code that watches a run and says whether it holds.
//
// A rule keeps what it must remember in plain data made by `memory`, so that an explorer can copy it along with the
// state of the cluster. It returns true or an explanation.

import type { Vocabulary } from '../core/protocol.ts'
import type { ClusterView } from '../trace/cluster.ts'
import type { Happening } from '../trace/happening.ts'

export type Finding = true | string

interface Claim<Memory> {
  /** The same in README, test names and the lab's panel. */
  readonly id: string
  /** One sentence, with its source: `At most one leader can be elected in a term (§5.2).` */
  readonly says: string
  memory(): Memory
}

/** Judged after everything that happens. */
export interface AlwaysRule<V extends Vocabulary, Node, Memory = any> extends Claim<Memory> {
  readonly kind: 'always'
  check(memory: Memory, happening: Happening<V>, cluster: ClusterView<Node>): Finding
  /** What can only be judged of a whole run, such as a history. `null`: nobody can say. */
  atEnd?(memory: Memory, cluster: ClusterView<Node>): Finding | null
}

/** Judged at the end, after the last heal. */
export interface EventuallyRule<V extends Vocabulary, Node, Memory = any> extends Claim<Memory> {
  readonly kind: 'eventually'
  observe?(memory: Memory, happening: Happening<V>, cluster: ClusterView<Node>): void
  check(memory: Memory, cluster: ClusterView<Node>): Finding
}

/** Over all seeds, at least once: the hard state was really reached. */
export interface SometimesRule<V extends Vocabulary, Node, Memory = any> extends Claim<Memory> {
  readonly kind: 'sometimes'
  check(memory: Memory, happening: Happening<V>, cluster: ClusterView<Node>): boolean
}

export type Rule<V extends Vocabulary = any, Node = any> =
  | AlwaysRule<V, Node>
  | EventuallyRule<V, Node>
  | SometimesRule<V, Node>

/** The written form of a rule, without its kind; `rulesFor` binds the types once for a protocol's rules. */
export function rulesFor<V extends Vocabulary, Node>() {
  return {
    always: <Memory>(rule: Omit<AlwaysRule<V, Node, Memory>, 'kind'>): Rule<V, Node> => ({ ...rule, kind: 'always' }),
    eventually: <Memory>(rule: Omit<EventuallyRule<V, Node, Memory>, 'kind'>): Rule<V, Node> => ({
      ...rule,
      kind: 'eventually',
    }),
    sometimes: <Memory>(rule: Omit<SometimesRule<V, Node, Memory>, 'kind'>): Rule<V, Node> => ({
      ...rule,
      kind: 'sometimes',
    }),
  }
}
