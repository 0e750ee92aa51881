// Lets a storm loose on a simulation: blow after blow, each drawn from the seed, then the clearing.

import type { PeerId } from '../core/ids.ts'
import { SeededRandom, seedFor } from '../core/random.ts'
import type { Fault } from '../faults/fault.ts'
import { clearing, drawFault, type Situation, type Storm } from '../faults/storm.ts'

/** The simulation, as the weather sees it. */
export interface Ground {
  readonly seed: number
  readonly nowMs: number
  readonly members: readonly PeerId[]
  node(peer: PeerId): unknown
  isPaused(peer: PeerId): boolean
  inject(fault: Fault): void
  /** Calls back before all else that happens then: what the storm did must strike as it did when it is done by a list. */
  before(atMs: number, call: () => void): void
}

export class Weather {
  readonly #storm: Storm
  readonly #ground: Ground
  readonly #random: SeededRandom

  constructor(storm: Storm, ground: Ground) {
    this.#storm = storm
    this.#ground = ground
    this.#random = new SeededRandom(seedFor(ground.seed, 'storm'))
    this.#wait()
    ground.before(storm.untilMs, () => {
      for (const fault of clearing(this.#situation, this.#random)) ground.inject(fault)
    })
  }

  /** A save in flight is where protocols break: the storm aims there. */
  onSave(node: PeerId, saveUs: number): void {
    if (!this.#isRaging || !this.#random.chance(this.#storm.crashWhileSavingPerMille / 1000)) return
    const { down, paused } = this.#situation
    if (down.length + paused.length >= this.#storm.downMax) return
    const disk = this.#random.chance(0.5) ? 'synced' : 'unsynced'
    const inMs = this.#random.between(1, saveUs) / 1000
    this.#ground.before(this.#ground.nowMs + inMs, () => {
      if (this.#isRaging && this.#ground.node(node) !== undefined) this.#ground.inject({ type: 'crash', node, disk })
    })
  }

  #wait(): void {
    const [low, high] = this.#storm.everyMs
    this.#ground.before(this.#ground.nowMs + this.#random.between(low, high), () => {
      if (!this.#isRaging) return
      const fault = drawFault(this.#storm, this.#situation, this.#random)
      if (fault !== null) this.#ground.inject(fault)
      this.#wait()
    })
  }

  get #isRaging(): boolean {
    return this.#ground.nowMs < this.#storm.untilMs
  }

  get #situation(): Situation {
    const { members } = this.#ground
    return {
      members,
      down: members.filter(peer => this.#ground.node(peer) === undefined),
      paused: members.filter(peer => this.#ground.isPaused(peer)),
    }
  }
}
