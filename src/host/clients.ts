// Drives the clients of a load: each wants one thing at a time, tries until it knows, and rests.

import type { PeerId, Ticket } from '../core/ids.ts'
import type { Outcome } from '../core/outcome.ts'
import type { Request, Vocabulary } from '../core/protocol.ts'
import { SeededRandom, seedFor } from '../core/random.ts'
import type { BegunHappening, EndedHappening, Operation, Untimed } from '../trace/happening.ts'
import type { Load } from '../trace/scenario.ts'

/** Pause before an attempt is made again. */
const againMs = [5, 50] as const

/** What clients stand on: a cluster that can be asked, a clock, and somebody who writes down what they do. */
export interface Counter<V extends Vocabulary> {
  readonly seed: number
  readonly members: readonly PeerId[]
  readonly nowMs: number
  ask(peer: PeerId, request: Request<V>, settled: (outcome: Outcome) => void): Ticket
  giveUp(ticket: Ticket): void
  /** Calls back at a time of the run. */
  at(atMs: number, call: () => void): void
  /** Returns the place of what was written. */
  report(happening: Untimed<BegunHappening | EndedHappening>): number
}

export function startClients<V extends Vocabulary>(load: Load<V>, counter: Counter<V>, named = 'c'): void {
  for (let number = 1; number <= load.clients; number++) new Client(load, `${named}${number}`, counter).rest()
}

class Client<V extends Vocabulary> {
  readonly #load: Load<V>
  readonly #name: string
  readonly #counter: Counter<V>
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

  constructor(load: Load<V>, name: string, counter: Counter<V>) {
    this.#load = load
    this.#name = name
    this.#counter = counter
    this.#random = new SeededRandom(seedFor(counter.seed, 'client', name))
    this.#memory = load.begin(name, this.#random)
  }

  rest(): void {
    this.#after(this.#load.thinkMs, this.#wish)
  }

  readonly #wish = (): void => {
    const operation = this.#load.wish(this.#memory, this.#random)
    if (operation === null) return
    this.#operation = operation
    this.#begun = this.#counter.report({ kind: 'begun', client: this.#name, operation, cause: null })
    this.#attempts = 0
    this.#attempt()
  }

  readonly #attempt = (): void => {
    const { members, nowMs } = this.#counter
    const node = this.#load.choose?.(this.#memory, members, this.#attempts, this.#random) ?? this.#random.pick(members)
    this.#ticket = this.#counter.ask(node, this.#load.request(this.#memory, this.#operation!), this.#learn)
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
    this.#counter.report({ kind: 'ended', client: this.#name, operation, outcome: settled, cause: this.#begun })
    this.rest()
  }

  /** One look at the clock for many attempts: most are answered long before their time is over. */
  #watch(): void {
    this.#isWatchSet = true
    this.#counter.at(this.#patienceEndsUs / 1000, this.#look)
  }

  readonly #look = (): void => {
    this.#isWatchSet = false
    if (this.#ticket === null) return
    if (this.#patienceEndsUs > Math.round(this.#counter.nowMs * 1000)) this.#watch()
    else this.#counter.giveUp(this.#ticket)
  }

  #after(pauseMs: readonly [low: number, high: number], call: () => void): void {
    this.#counter.at(this.#counter.nowMs + this.#random.between(pauseMs[0] * 1000, pauseMs[1] * 1000) / 1000, call)
  }
}
