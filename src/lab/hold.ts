// The reader as the network: whatever is said stays in the air until the reader delivers or drops it. A run that is held is
// a run like any other: holding is a delay and a few edits, so that links and traces restore it.

import type { RuleReport } from '../checkers/judge.ts'
import type { PeerId } from '../core/ids.ts'
import type { Pending } from '../simulator/pending.ts'
import type { MeddlingVerb } from '../trace/edit.ts'
import { type Cost, costOf } from './cost.ts'
import { heldMs } from './held.ts'
import { isDecisive } from './tape/tape.ts'
import type { Workbench } from './workbench.ts'

export type InTheAir = Extract<Pending, { kind: 'message' }>

/** Of what is due at the same time, a message that is delivered comes last; and a run may be silent for long. */
const stepsMax = 1_000

/** From here on, and what is in the air already. False where nothing can be done any more. */
export function hold(bench: Workbench): boolean {
  if (!delayAll(bench, heldMs, heldMs)) return false
  for (const { id, dueMs } of inTheAir(bench))
    if (dueMs - bench.atMs < heldMs) bench.act({ kind: 'meddle', pending: id, verb: 'delay', byMs: heldMs })
  return true
}

/** The network does its work again, and what waited is delivered now, in the order in which it was said. */
export function letGo(bench: Workbench): boolean {
  const { lowMs, highMs } = bench.tape.conditionsAt(0).everywhere
  if (!delayAll(bench, lowMs, highMs)) return false
  for (const { id, dueMs } of inTheAir(bench))
    if (dueMs - bench.atMs > heldMs / 2) bench.act({ kind: 'meddle', pending: id, verb: 'deliver' })
  return true
}

const delayAll = (bench: Workbench, lowMs: number, highMs: number): boolean =>
  bench.act({ kind: 'fault', fault: { type: 'delay', lowMs, highMs, from: null, to: null } })

/** What was said first comes first. */
export function inTheAir(bench: Workbench): readonly InTheAir[] {
  return bench
    .pending()
    .filter((one): one is InTheAir => one.kind === 'message')
    .sort((left, right) => left.cause - right.cause || left.id - right.id)
}

/** Takes the run to where the message was heard. False where it was too late, or nobody was there to hear it. */
export function deliver(bench: Workbench, { id, from, to }: InTheAir): boolean {
  if (!bench.act({ kind: 'meddle', pending: id, verb: 'deliver' })) return false
  for (let steps = 0; steps < stepsMax && bench.step(); steps++) {
    const { happening } = bench
    if (happening?.kind === 'lost' && happening.from === from && happening.to === to) return false
    if (happening?.kind !== 'step' || happening.node !== to || happening.input.kind !== 'message') continue
    if (happening.input.from === from) return true
  }
  return false
}

/** Lets time go on until more is in the air, or something matters. False where nothing more will happen. */
export function goOn(bench: Workbench): boolean {
  const before = inTheAir(bench).length
  for (let steps = 0; steps < stepsMax; steps++) {
    if (!bench.step()) return false
    if (inTheAir(bench).length > before || (bench.happening !== null && isDecisive(bench.happening))) return true
  }
  return true
}

/** What the hands did so far, and what it cost. */
export interface Tally extends Cost {
  readonly byHand: Readonly<Record<MeddlingVerb, number>>
  readonly lost: number
  readonly crashed: number
}

export function tallyOf(bench: Pick<Workbench, 'tape' | 'position'>): Tally {
  const { tape, position } = bench
  const byHand = { deliver: 0, drop: 0, duplicate: 0, delay: 0, corrupt: 0 }
  let [lost, crashed] = [0, 0]
  for (let index = 0; index < position; index++) {
    const happening = tape.happenings[index]!
    if (happening.kind === 'meddled' && happening.from !== null) byHand[happening.verb]++
    else if (happening.kind === 'lost') lost++
    else if (happening.kind === 'fault' && happening.fault.type === 'crash') crashed++
  }
  return { ...costOf(bench), byHand, lost, crashed }
}

/** The rules that must never be broken, and were. Null while the rules are not there yet. */
export function brokenSafety({ rules }: Pick<Workbench, 'rules'>): readonly RuleReport[] | null {
  if (rules.length === 0) return null
  return rules.filter(({ kind, verdict }) => kind === 'always' && verdict.is === 'broken')
}

/** Whom a message is from or to. */
export const concerns = ({ from, to }: InTheAir, peer: PeerId): boolean => from === peer || to === peer
