// What a host stands on: time, a network, a store and somebody who computes. The simulator is one, a tab another.

import type { PeerId, Ticket } from '../core/ids.ts'
import type { Outcome } from '../core/outcome.ts'
import type { Job, Message, Protocol, Vocabulary } from '../core/protocol.ts'
import type { Step } from '../core/step.ts'
import type { Happening } from '../trace/happening.ts'
import type { Host } from './host.ts'
import type { SetTimer } from './timers.ts'

/** `Alarm` is whatever the stage needs to call an alarm off; a host only keeps it. */
export interface Stage<V extends Vocabulary, Node, Alarm> {
  readonly protocol: Protocol<V, Node>
  readonly step: Step
  /** Decides what chance its nodes have. On real peers it must be new with every load of the page. */
  readonly seed: number
  /** Whole microseconds since the run began; never goes back. */
  readonly nowUs: number
  /** Somebody listens to what happens. */
  readonly isWatched: boolean
  /** The place of the next happening among all. */
  nextIndex(): number
  tell(happening: Happening<V>): void

  send(from: Host<V, Node, Alarm>, to: PeerId, message: Message<V>, cause: number): void
  /** Tells whoever asked. Called at most once for a ticket. */
  settle(ticket: Ticket, outcome: Outcome): void

  /** `host.ring(timer)` is due at `timer.deadlineUs`. To ring too early, or after it was called off, does no harm. */
  setAlarm(host: Host<V, Node, Alarm>, timer: SetTimer<V, Alarm>): Alarm
  callOff(alarm: Alarm): void
  /** `host.wake()` is due at this time. To wake it too early, or in another life, does no harm. */
  rest(host: Host<V, Node, Alarm>, untilUs: number): void

  /**
   * Brings `host.disk.inFlight` to the store. True where it is there at once; otherwise `host.synced(life)` says so
   * later, with the life that the host has now.
   */
  save(host: Host<V, Node, Alarm>): boolean
  /** Computes it somewhere: `host.done(life, job, result, cause)`, with the life that the host has now. */
  work(host: Host<V, Node, Alarm>, job: Job<V>, cause: number): void
}
