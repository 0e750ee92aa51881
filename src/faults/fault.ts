// All that can go wrong, as data. The same value is a scenario's line, a button, a mark in a trace and a random draw.

import { choice, flag, int, list, maybe, nat, oneOf, peer, type Said, type Shape, within } from '../core/shape.ts'
import { lie } from './adversary.ts'

const perMille = within(0, 1000)
/** A link's ends; `null` stands for everyone. */
const link = { from: maybe(peer), to: maybe(peer) }
const node = peer

export const faults = {
  /** Members of different groups cannot hear each other. Who stands in no group is alone. */
  partition: { groups: list(list(peer)) },
  /** One way only: `to` no longer hears `from`. */
  cut: link,
  mend: link,
  /** Every partition and cut is gone, and the network is as it was at the beginning. */
  heal: {},
  loss: { perMille, ...link },
  delay: { lowMs: nat, highMs: nat, ...link },
  duplicate: { perMille, ...link },
  /** Some messages take so much longer that later ones overtake them. */
  reorder: { perMille, byMs: nat, ...link },
  /** Bytes a millisecond on each link; 0 means no limit. */
  bandwidth: { bytesPerMs: nat },
  /** Links keep the order of what is sent, as a stream does, or let messages overtake. */
  order: { isKept: flag },
  /**
   * The disk keeps what was synced; `unsynced` says that a save still in flight made it too, `lost` that nothing
   * is left.
   */
  crash: { node, disk: choice('synced', 'unsynced', 'lost') },
  restart: { node },
  /** The process stands still and knows nothing of it: garbage collection, a closed lid. */
  pause: { node },
  resume: { node },
  /** The node's clock jumps. */
  skew: { node, byMs: int },
  /** The node's clock runs fast or slow from now on. */
  drift: { node, perMillion: within(-500_000, 500_000) },
  /** Each step of the node takes so long. */
  slow: { node, byMs: nat },
  /** The node keeps running honest code, and an adversary rewrites what it sends. No lies: it is honest again. */
  betray: { node, lies: list(lie) },
  join: { node },
  leave: { node },
} as const

export type Fault = Said<typeof faults>
export const fault: Shape<Fault> = oneOf(faults)

/** A fault and its time: a line of a schedule. */
export interface TimedFault {
  readonly atMs: number
  readonly fault: Fault
}
