// Drives the clients of a load: each wants one thing at a time, tries until it knows, and rests.

import type { Ticket } from '../core/ids.ts'
import type { Outcome } from '../core/outcome.ts'
import type { Vocabulary } from '../core/protocol.ts'
import { SeededRandom, seedFor } from '../core/random.ts'
import type { Operation } from '../trace/happening.ts'
import type { Load } from '../trace/scenario.ts'
import type { Simulator } from './simulator.ts'

/** Pause before an attempt is made again. */
const againMs = [5, 50] as const

export function startClients<V extends Vocabulary>(load: Load<V>, simulator: Simulator<V, any>): void {
  for (let number = 1; number <= load.clients; number++) new Client(load, `c${number}`, simulator).rest()
}

class Client<V extends Vocabulary> {
  readonly #load: Load<V>
  readonly #name: string
  readonly #simulator: Simulator<V, any>
  readonly #random: SeededRandom
  readonly #memory: any
  /** What it wants now, where that began in the trace, and how often it was asked for. */
  #operation: Operation | null = null
  #begun = 0
  #attempts = 0
  /** What it waits for, and until when. */
  #ticket: Ticket | null = null
  #patienceEndsUs = 0
  #isWatchSet = false

  constructor(load: Load<V>, name: string, simulator: Simulator<V, any>) {
    this.#load = load
    this.#name = name
    this.#simulator = simulator
    this.#random = new SeededRandom(seedFor(simulator.seed, 'client', name))
    this.#memory = load.begin(name, this.#random)
  }

  rest(): void {
    this.#after(this.#load.thinkMs, this.#wish)
  }

  readonly #wish = (): void => {
    const operation = this.#load.wish(this.#memory, this.#random)
    if (operation === null) return
    this.#operation = operation
    this.#begun = this.#simulator.report({ kind: 'begun', client: this.#name, operation, cause: null })
    this.#attempts = 0
    this.#attempt()
  }

  readonly #attempt = (): void => {
    const { members, nowMs } = this.#simulator
    const node = this.#load.choose?.(this.#memory, members, this.#attempts, this.#random) ?? this.#random.pick(members)
    this.#ticket = this.#simulator.ask(node, this.#load.request(this.#memory, this.#operation!), this.#learn)
    this.#patienceEndsUs = Math.round((nowMs + this.#load.patienceMs) * 1000)
    if (!this.#isWatchSet) this.#watch()
  }

  readonly #learn = (outcome: Outcome): void => {
    this.#ticket = null
    const operation = this.#operation!
    const settled = this.#load.settle(this.#memory, operation, outcome)
    if (settled === 'again') {
      this.#attempts++
      return this.#after(againMs, this.#attempt)
    }
    this.#simulator.report({ kind: 'ended', client: this.#name, operation, outcome: settled, cause: this.#begun })
    this.rest()
  }

  /** One look at the clock for many attempts: most are answered long before their time is over. */
  #watch(): void {
    this.#isWatchSet = true
    this.#simulator.at(this.#patienceEndsUs / 1000, this.#look)
  }

  readonly #look = (): void => {
    this.#isWatchSet = false
    if (this.#ticket === null) return
    if (this.#patienceEndsUs > Math.round(this.#simulator.nowMs * 1000)) this.#watch()
    else this.#simulator.giveUp(this.#ticket)
  }

  #after([low, high]: readonly [number, number], call: () => void): void {
    this.#simulator.at(this.#simulator.nowMs + this.#random.between(low * 1000, high * 1000) / 1000, call)
  }
}
