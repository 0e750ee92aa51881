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
  for (let number = 1; number <= load.clients; number++) startClient(load, `c${number}`, simulator)
}

function startClient<V extends Vocabulary>(load: Load<V>, client: string, simulator: Simulator<V, any>): void {
  const random = new SeededRandom(seedFor(simulator.seed, 'client', client))
  const memory = load.begin(client, random)
  rest()

  function rest(): void {
    after(load.thinkMs, () => {
      const operation = load.wish(memory, random)
      if (operation === null) return
      const begun = simulator.report({ kind: 'begun', client, operation, cause: null })
      attempt(operation, begun, 0)
    })
  }

  function attempt(operation: Operation, begun: number, number: number): void {
    const node = load.choose?.(memory, simulator.members, number, random) ?? random.pick(simulator.members)
    const ticket: Ticket = simulator.ask(node, load.request(memory, operation), outcome => {
      simulator.callOff(patience)
      learn(operation, begun, number, outcome)
    })
    const patience = simulator.at(simulator.nowMs + load.patienceMs, () => simulator.giveUp(ticket))
  }

  function learn(operation: Operation, begun: number, number: number, outcome: Outcome): void {
    const settled = load.settle(memory, operation, outcome)
    if (settled === 'again') return after(againMs, () => attempt(operation, begun, number + 1))
    simulator.report({ kind: 'ended', client, operation, outcome: settled, cause: begun })
    rest()
  }

  function after([low, high]: readonly [number, number], call: () => void): void {
    simulator.at(simulator.nowMs + random.between(low * 1000, high * 1000) / 1000, call)
  }
}
