// Something for a reader to bring about within a budget: by hand, where you are the network, or by the options alone. What
// counts as done is data, so that a lab declares a challenge in a few lines.

import type { Act } from '../trace/edit.ts'
import { type Cost, costOf } from './cost.ts'
import { brokenSafety } from './hold.ts'
import type { Lab } from './lab.ts'
import { SimulatedRun } from './simulated-run.ts'
import type { Workbench } from './workbench.ts'

export interface Challenge {
  readonly name: string
  /** One sentence: what is to be brought about, and how far the hands may go. */
  readonly says: string
  readonly scenario: string
  /** A mistake that makes it possible at all. */
  readonly mutant?: string
  readonly goal: Goal
  /** A crash or a lie would make it easy: only messages and links may be touched. */
  readonly isNetworkOnly?: true
  readonly actsMax: number
  readonly withinMs: number
}

export type Goal =
  /** The id of a rule that falls. */
  | { readonly broken: string }
  /** An event that a node announces, with these fields. */
  | { readonly announced: string; readonly by?: string; readonly fields?: Readonly<Record<string, unknown>> }
  | Thrift

/** So many operations are answered, each at no more than this cost, and no rule falls. */
export interface Thrift {
  readonly answered: number
  readonly messagesPerOperationMax: number
  /** Of a hundred, ninety-nine wait no longer. */
  readonly p99MsMax: number
}

export interface Progress {
  readonly is: 'open' | 'reached' | 'missed'
  readonly acts: number
  readonly leftMs: number
  /** What operations cost so far, and may cost, where that is the goal. */
  readonly thrift: { readonly cost: Cost; readonly goal: Thrift } | null
}

/** The challenge of this name; null where the lab has none. */
export const challengeOf = ({ challenges = [] }: Lab, name: string): Challenge | null =>
  challenges.find(challenge => challenge.name === name) ?? null

/** How it stands at the reader's place in the run. */
export function progressOf(challenge: Challenge, bench: Workbench): Progress {
  const edits = bench.run instanceof SimulatedRun ? (bench.run.experiment.edits ?? []) : []
  const leftMs = Math.max(0, challenge.withinMs - bench.atMs)
  const isFair = edits.length <= challenge.actsMax && !edits.some(({ act }) => isForbidden(challenge, act))
  const { goal } = challenge
  const thrift = isThrift(goal) ? { cost: costOf(bench), goal } : null
  const at = isFair ? reachedAt(goal, thrift?.cost ?? null, bench) : null
  const isReached = at !== null && at <= challenge.withinMs
  return { is: isReached ? 'reached' : isFair && leftMs > 0 ? 'open' : 'missed', acts: edits.length, leftMs, thrift }
}

/** Whether the reader who chooses this is at the challenge still: whoever is to be thrifty does it by options. */
export const permits = ({ goal }: Challenge, chosen: object): boolean =>
  Object.keys(chosen).every(name => name === 'options' && isThrift(goal))

const isThrift = (goal: Goal): goal is Thrift => 'answered' in goal

const isForbidden = ({ isNetworkOnly }: Challenge, act: Act<any>): boolean =>
  isNetworkOnly === true && act.kind !== 'meddle' && !(act.kind === 'fault' && !('node' in act.fault))

/** The time at which it was brought about, seen from the reader's place. */
function reachedAt(goal: Goal, cost: Cost | null, bench: Workbench): number | null {
  if (isThrift(goal)) return cost !== null && isThrifty(goal, cost, bench) ? bench.atMs : null
  if ('broken' in goal) {
    const verdict = bench.rules.find(({ id }) => id === goal.broken)?.verdict
    return verdict?.is === 'broken' ? bench.tape.timeOf((verdict.at ?? bench.position - 1) + 1) : null
  }
  const { announced, by, fields = {} } = goal
  const found = bench.tape.happenings
    .slice(0, bench.position)
    .find(
      happening =>
        happening.kind === 'step' &&
        (by === undefined || happening.node === by) &&
        happening.effects.some(
          effect =>
            effect.kind === 'announce' &&
            effect.event.type === announced &&
            Object.entries(fields).every(([field, value]) => effect.event[field] === value),
        ),
    )
  return found?.atMs ?? null
}

function isThrifty({ answered, messagesPerOperationMax, p99MsMax }: Thrift, cost: Cost, bench: Workbench): boolean {
  const isCheap = cost.messagesPerOperation! <= messagesPerOperationMax && cost.p99Ms! <= p99MsMax
  return cost.answered >= answered && isCheap && brokenSafety(bench)?.length === 0
}
