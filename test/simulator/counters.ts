// What the tests of the simulator share: a cluster of counting nodes, and a list of all that happened in it.

import type { PeerId } from '../../src/core/ids.ts'
import { peerId } from '../../src/core/ids.ts'
import { strictStep } from '../../src/core/step.ts'
import type { Setting } from '../../src/simulator/setting.ts'
import { Simulator } from '../../src/simulator/simulator.ts'
import type { Happening } from '../../src/trace/happening.ts'
import { type Counting, type CountingNode, counting } from '../core/counting.ts'

export const [n1, n2, n3] = ['n1', 'n2', 'n3'].map(peerId) as [PeerId, PeerId, PeerId]

export type Heard = Happening<Counting>
export type Step = Extract<Heard, { readonly kind: 'step' }>
export type Counters = Simulator<Counting, CountingNode>

/** Counting nodes that never speak by themselves: nothing happens but what a test asks for. */
export const quiet: typeof counting = {
  ...counting,
  start: (_ctx, durable = { total: 0 }) => ({ total: durable.total, asking: null, heardFrom: new Map() }),
}

export function cluster(setting: Partial<Setting<Counting, CountingNode>> = {}): {
  readonly simulator: Counters
  readonly heard: Heard[]
} {
  const simulator = new Simulator({ protocol: quiet, members: 3, seed: 1, step: strictStep, ...setting })
  const heard: Heard[] = []
  simulator.watch(happening => heard.push(happening))
  return { simulator, heard }
}

/** The steps in which a node heard a message. */
export function deliveries(heard: readonly Heard[]): Step[] {
  return heard.filter((happening): happening is Step => happening.kind === 'step' && happening.input.kind === 'message')
}

/** A cluster in which `from` tells `to` each amount that it is asked to add. */
export function teller(from: PeerId, to: PeerId): typeof counting {
  return {
    ...quiet,
    onRequest: {
      ...quiet.onRequest,
      add(_node, { amount }, ticket, ctx) {
        if (ctx.self === from) ctx.send(to, { type: 'added', total: amount })
        ctx.answer(ticket, amount)
      },
    },
  }
}

/** Says so many different things from n1 to n2, one every millisecond. */
export function sendMany(count: number, setting: Partial<Setting<Counting, CountingNode>> = {}): Heard[] {
  const { simulator, heard } = cluster({ protocol: teller(n1, n2), ...setting })
  simulator.runTo(1)
  for (let number = 0; number < count; number++) {
    simulator.at(1 + number, () => void simulator.ask(n1, { type: 'add', amount: number + 1 }))
  }
  simulator.runTo(count + 60_000)
  return heard
}

export const numbersOf = (steps: readonly Step[]): number[] =>
  steps.map(({ input }) => (input as { readonly message: { readonly total: number } }).message.total)
