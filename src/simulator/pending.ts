// What is to come, as a reader may see it, and the ways to lay hands on it.

import type { PeerId } from '../core/ids.ts'
import type { Input, Message, Timer, Vocabulary } from '../core/protocol.ts'
import type { Meddling } from '../trace/edit.ts'
import type { LostHappening, MeddledHappening, Untimed } from '../trace/happening.ts'
import { SimulatorEvent } from './simulator-event.ts'

interface Due {
  /** The same in every run that went the same way so far. */
  readonly id: number
  readonly dueMs: number
  readonly node: PeerId
}

export type Pending<V extends Vocabulary = any> = Due &
  (
    | {
        readonly kind: 'message'
        readonly from: PeerId
        /** The same as `node`. */
        readonly to: PeerId
        readonly message: Message<V>
        /** The step that sent it. */
        readonly cause: number
      }
    | { readonly kind: 'timer'; readonly timer: Timer<V> }
    /** A save on its way to the disk, or a computation under way. */
    | { readonly kind: 'saved' | 'done' }
  )

/** Null for what a reader has no name for. */
export function pendingOf<V extends Vocabulary>(event: SimulatorEvent<V>): Pending<V> | null {
  const { turn: id, kind, host, cause, timer, atUs } = event
  if (host === null || (kind !== 'deliver' && event.life !== host.life)) return null
  const due = { id, dueMs: (timer?.deadlineUs ?? atUs) / 1000, node: host.peer }
  switch (kind) {
    case 'deliver': {
      const { from, message } = messageIn(event)
      return { ...due, kind: 'message', from, to: host.peer, message, cause: cause! }
    }
    case 'alarm':
      return { ...due, kind: 'timer', timer: timer!.timer }
    case 'synced':
      return { ...due, kind: 'saved' }
    case 'done':
      return { ...due, kind: 'done' }
    default:
      return null
  }
}

/** The simulation, as meddling sees it. */
export interface Table<V extends Vocabulary> {
  readonly nowUs: number
  schedule(event: SimulatorEvent<V>): SimulatorEvent<V>
  callOff(event: SimulatorEvent<V>): void
  report(happening: Untimed<MeddledHappening>): void
  lose(lost: Pick<LostHappening<V>, 'from' | 'to' | 'message' | 'why' | 'cause'>): void
}

/** Messages bear everything; whatever else is to come may only be hurried. */
export function isMeddlingPossible<V extends Vocabulary>(event: SimulatorEvent<V>, { verb }: Meddling<V>): boolean {
  const pending = pendingOf(event)
  return pending !== null && (pending.kind === 'message' || verb === 'deliver')
}

export function meddle<V extends Vocabulary>(event: SimulatorEvent<V>, meddling: Meddling<V>, table: Table<V>): void {
  const pending = pendingOf(event)!
  const { node } = pending
  const from = pending.kind === 'message' ? pending.from : null
  table.report({ kind: 'meddled', verb: meddling.verb, node, from, what: wordOf(pending), cause: null })
  switch (meddling.verb) {
    case 'deliver':
      hurry(event, table)
      break
    case 'drop':
      table.callOff(event)
      if (pending.kind === 'message') {
        const { from, message, cause } = pending
        table.lose({ from, to: node, message, why: 'dropped', cause })
      }
      break
    case 'duplicate':
      table.schedule(again(event, event.atUs))
      break
    case 'delay':
      table.callOff(event)
      table.schedule(again(event, event.atUs + meddling.byMs * 1000))
      break
    case 'corrupt':
      table.callOff(event)
      table.schedule(again(event, event.atUs, { ...messageIn(event), message: meddling.message }))
  }
}

function hurry<V extends Vocabulary>(event: SimulatorEvent<V>, table: Table<V>): void {
  const { timer } = event
  table.callOff(event)
  const sooner = table.schedule(again(event, table.nowUs))
  if (timer === null) return
  timer.deadlineUs = timer.alarmUs = table.nowUs
  timer.alarm = sooner
}

function wordOf(pending: Pending<any>): { readonly type: string } {
  if (pending.kind === 'message') return pending.message
  return pending.kind === 'timer' ? pending.timer : { type: pending.kind }
}

const again = <V extends Vocabulary>(
  { kind, host, life, input, cause, timer, call }: SimulatorEvent<V>,
  atUs: number,
  instead: Input<V> | null = input,
): SimulatorEvent<V> => new SimulatorEvent<V>(kind, atUs, host, life, instead, cause, timer, call)

const messageIn = <V extends Vocabulary>({ input }: SimulatorEvent<V>): Extract<Input<V>, { kind: 'message' }> =>
  input as Extract<Input<V>, { kind: 'message' }>
