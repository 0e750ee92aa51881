// Something scheduled. One form for all kinds, so that the queue stays fast; each kind reads its own fields.

import type { Input, Vocabulary } from '../core/protocol.ts'
import type { Host } from '../host/host.ts'
import type { SetTimer } from '../host/timers.ts'
import type { Scheduled } from './event-heap.ts'

export class SimulatorEvent<V extends Vocabulary = any> implements Scheduled {
  isPending = false
  turn = 0
  next: SimulatorEvent<V> | null = null
  declare readonly kind: 'deliver' | 'ask' | 'alarm' | 'synced' | 'wake' | 'done' | 'call'
  declare readonly atUs: number
  declare readonly host: Host<V, any, SimulatorEvent<V>> | null
  /** Events of a node's earlier life are void. */
  declare readonly life: number
  declare readonly input: Input<V> | null
  declare readonly cause: number | null
  declare readonly timer: SetTimer<V, SimulatorEvent<V>> | null
  declare readonly call: (() => void) | null

  constructor(
    kind: SimulatorEvent['kind'],
    atUs: number,
    host: Host<V, any, SimulatorEvent<V>> | null,
    life: number,
    input: Input<V> | null,
    cause: number | null,
    timer: SetTimer<V, SimulatorEvent<V>> | null,
    call: (() => void) | null,
  ) {
    this.kind = kind
    this.atUs = atUs
    this.host = host
    this.life = life
    this.input = input
    this.cause = cause
    this.timer = timer
    this.call = call
  }
}
