// The simulator's stage, through the one acceptance suite of hosts.

import { describe, it } from 'vitest'
import { strictStep } from '../../src/core/step.ts'
import { Simulator } from '../../src/simulator/simulator.ts'
import { type ErrandNode, type Errands, errands } from './errands.ts'
import { type Ground, hostAcceptance } from './host.acceptance.ts'

describe('a host in the simulator', () => {
  for (const { claim, run } of hostAcceptance) it(claim, () => run(simulated()))
})

function simulated(): Ground {
  let simulator: Simulator<Errands, ErrandNode> | null = null
  return {
    async open(members, saveMs) {
      simulator = new Simulator({ protocol: errands, members, seed: 1, saveMs: [saveMs, saveMs], step: strictStep })
      return simulator
    },
    after: async ms => simulator!.runTo(simulator!.nowMs + ms),
  }
}
