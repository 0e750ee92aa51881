// A node's disk: one piece of durable state, and perhaps a newer one on its way down.

import type { Fault } from '../faults/fault.ts'

type Survivor = Extract<Fault, { type: 'crash' }>['disk']

export class Disk<Durable> {
  #synced: Durable | undefined
  #inFlight: Durable | undefined
  #isSaving = false

  /** `durable` is what a store kept from before. */
  constructor(durable?: Durable) {
    this.#synced = durable
  }

  get durable(): Durable | undefined {
    return this.#synced
  }

  /** What is on its way, if anything is. */
  get inFlight(): Durable | undefined {
    return this.#inFlight
  }

  get isSaving(): boolean {
    return this.#isSaving
  }

  begin(durable: Durable): void {
    this.#inFlight = durable
    this.#isSaving = true
  }

  sync(): void {
    if (!this.#isSaving) return
    this.#synced = this.#inFlight
    this.#settle()
  }

  /** Power is gone. What is left is for the fault to say. */
  crash(survivor: Survivor): void {
    if (survivor === 'unsynced') this.sync()
    if (survivor === 'lost') this.#synced = undefined
    this.#settle()
  }

  #settle(): void {
    this.#inFlight = undefined
    this.#isSaving = false
  }
}
