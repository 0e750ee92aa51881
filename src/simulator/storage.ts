// A node's disk: one piece of durable state, and perhaps a newer one on its way down.

import type { Fault } from '../faults/fault.ts'

type Survivor = Extract<Fault, { type: 'crash' }>['disk']

export class Disk<Durable> {
  #synced: Durable | undefined
  #inFlight: { readonly durable: Durable } | null = null

  get durable(): Durable | undefined {
    return this.#synced
  }

  get isSaving(): boolean {
    return this.#inFlight !== null
  }

  begin(durable: Durable): void {
    this.#inFlight = { durable }
  }

  sync(): void {
    if (this.#inFlight !== null) this.#synced = this.#inFlight.durable
    this.#inFlight = null
  }

  /** Power is gone. What is left is for the fault to say. */
  crash(survivor: Survivor): void {
    if (survivor === 'unsynced') this.sync()
    if (survivor === 'lost') this.#synced = undefined
    this.#inFlight = null
  }
}
