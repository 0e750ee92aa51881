// A node alone with the record of its own inputs: does it do again what it did among the others?

import { digest } from '../../src/core/digest.ts'
import type { PeerId } from '../../src/core/ids.ts'
import { Members } from '../../src/core/peers.ts'
import { equal } from '../../src/core/plain.ts'
import { Surroundings, step } from '../../src/core/step.ts'
import type { Fault } from '../../src/faults/fault.ts'
import { type Experiment, prepare } from '../../src/lab/experiment.ts'

interface Hermit {
  readonly around: Surroundings<any>
  members: readonly PeerId[]
  node: unknown
  isHonest: boolean
}

/** Runs the cluster, and beside each of its nodes a hermit. Says where one of them did something else, or null. */
export function firstDivergence(experiment: Experiment): string | null {
  const { simulator, scenario } = prepare(experiment)
  const hermits = new Map<PeerId, Hermit>()
  let divergence: string | null = null
  simulator.watch(happening => {
    if (happening.kind === 'fault') obey(happening.fault)
    if (happening.kind !== 'step' || divergence !== null) return
    const { node: peer, input, effects, index } = happening
    const hermit = hermitOf(peer)
    if (hermit.members !== simulator.members) {
      hermit.members = simulator.members
      hermit.around.peers = new Members(simulator.members).others(peer)
    }
    hermit.around.now = happening.clockMs ?? Math.floor(happening.atMs)
    hermit.node = step(simulator.protocol, input.kind === 'start' ? undefined : hermit.node, input, hermit.around)
    if (hermit.isHonest && !equal(hermit.around.effects, effects)) divergence = `${peer} at ${index}: other effects`
    if (digest(hermit.node) !== digest(simulator.node(peer))) divergence = `${peer} at ${index}: another state`
  })
  simulator.runTo(experiment.forMs ?? scenario.forMs)
  return divergence

  function hermitOf(peer: PeerId): Hermit {
    const known = hermits.get(peer)
    if (known !== undefined) return known
    const around = new Surroundings<any>(peer, new Members([]).others(peer))
    const hermit: Hermit = { around, members: [], node: undefined, isHonest: true }
    hermits.set(peer, hermit)
    return hermit
  }

  /** What the record does not say of a step: whether its effects were honest. */
  function obey(fault: Fault): void {
    if (fault.type === 'betray') hermitOf(fault.node).isHonest = false
    if (fault.type === 'leave') hermits.delete(fault.node)
  }
}
