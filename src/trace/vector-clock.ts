// Vector clocks over a trace: what each node could know of each other when something happened at it.

import type { PeerId } from '../core/ids.ts'
import type { Happening } from './happening.ts'

/** How many events of each host are in the past of one, itself included. Hosts with none are left out. */
export type VectorClock = ReadonlyMap<string, number>

export class VectorClocks {
  readonly #byHost = new Map<string, VectorClock>()
  readonly #byIndex = new Map<number, VectorClock>()

  /** The clock of an event at a host, after what its cause knew. */
  tick(host: string, { index, cause }: Pick<Happening, 'index' | 'cause'>): VectorClock {
    const clock = new Map(this.#byHost.get(host))
    const past = cause === null ? undefined : this.#byIndex.get(cause)
    for (const [other, count] of past ?? []) clock.set(other, Math.max(count, clock.get(other) ?? 0))
    clock.set(host, (clock.get(host) ?? 0) + 1)
    this.#byHost.set(host, clock)
    this.#byIndex.set(index, clock)
    return clock
  }
}

/** At whom something happened, or null for what happened to the network or between nodes. */
export function hostOf(happening: Happening): PeerId | string | null {
  switch (happening.kind) {
    case 'step':
    case 'synced':
      return happening.node
    case 'fault':
      return 'node' in happening.fault ? happening.fault.node : null
    case 'begun':
    case 'ended':
      return happening.client
    case 'lost':
    case 'meddled':
      return null
  }
}
