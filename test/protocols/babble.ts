// Nonsense of the right shape: what a confused or hostile peer might say, drawn from the vocabulary itself.

import { speechOf } from '../../src/core/codec.ts'
import { type PeerId, peerId } from '../../src/core/ids.ts'
import { OuterContext } from '../../src/core/layer.ts'
import { Members } from '../../src/core/peers.ts'
import { clone } from '../../src/core/plain.ts'
import type { AnyProtocol, Context } from '../../src/core/protocol.ts'
import { SeededRandom, seedFor } from '../../src/core/random.ts'
import type { Shape } from '../../src/core/shape.ts'
import { Surroundings, strictStep } from '../../src/core/step.ts'
import { type Experiment, prepare } from '../../src/lab/experiment.ts'
import type { Lab } from '../../src/lab/lab.ts'
import type { Happening } from '../../src/trace/happening.ts'

const stranger = peerId('somebody-unknown')
const messagesPerNode = 100

/** Stops a run halfway and tells copies of its nodes nonsense: from members, from a stranger, from themselves. */
export function tellNonsense(experiment: Experiment): number {
  const { simulator, scenario } = prepare(experiment)
  const asked: Extract<Happening, { kind: 'step' }>[] = []
  simulator.watch(happening => {
    if (happening.kind === 'step' && happening.input.kind === 'request') asked.push(happening)
  })
  simulator.runTo(scenario.forMs / 2)
  const { message: shape } = speechOf(simulator.protocol.vocabulary)
  const members = simulator.members.slice(0, 5)
  let told = 0
  for (const peer of members) {
    let node = clone(simulator.node(peer))
    if (node === undefined) continue
    const around = new Surroundings<any>(peer, new Members(simulator.members).others(peer))
    around.now = simulator.nowMs
    // Strictness has not seen this node live: it learns of the tickets that the node may still answer.
    const deaf = { ...simulator.protocol, onRequest: deafTo(simulator.protocol.vocabulary.requests) }
    for (const { node: whom, input } of asked) if (whom === peer) node = strictStep(deaf, node, input, around)
    const random = new SeededRandom(seedFor(experiment.seed, 'nonsense', peer))
    for (let message = 0; message < messagesPerNode; message++) {
      const from = random.pick([...members, stranger])
      node = strictStep(simulator.protocol, node, { kind: 'message', from, message: shape.sample(random) }, around)
    }
    told += messagesPerNode
  }
  return told
}

const deafTo = (requests: object): Record<string, () => void> =>
  Object.fromEntries(Object.keys(requests).map(name => [name, () => {}]))

/** The same lab, in which these peers say something random each time they should say something. */
export function withBabblers(lab: Lab, babblers: readonly PeerId[], seed: number): Lab {
  return {
    ...lab,
    protocol(options) {
      const honest: AnyProtocol = lab.protocol(options)
      const chances = new Map(babblers.map(peer => [peer, new SeededRandom(seedFor(seed, 'babble', peer))]))
      return babbling(honest, chances)
    },
  }
}

/** Says something random every other time. */
class Babble extends OuterContext {
  readonly #message: Shape<any>
  readonly #random: SeededRandom

  constructor(outer: Context<any>, message: Shape<any>, random: SeededRandom) {
    super(outer)
    this.#message = message
    this.#random = random
  }

  override send(to: PeerId, said: any): void {
    this.outer.send(to, this.#random.chance(0.5) ? this.#message.sample(this.#random) : said)
  }
}

function babbling(honest: AnyProtocol, chances: ReadonlyMap<PeerId, SeededRandom>): AnyProtocol {
  const { message } = speechOf(honest.vocabulary)
  const around = (ctx: Context<any>): Context<any> => {
    const random = chances.get(ctx.self)
    return random === undefined ? ctx : new Babble(ctx, message, random)
  }
  const handlers = (map: object): any =>
    Object.fromEntries(
      Object.entries(map).map(([name, handler]) => [
        name,
        (...told: unknown[]) => handler(...told.slice(0, -1), around(told.at(-1) as Context<any>)),
      ]),
    )
  return {
    ...honest,
    start: (ctx, durable) => honest.start(around(ctx), durable),
    onMessage: handlers(honest.onMessage),
    onTimer: handlers(honest.onTimer),
    onRequest: handlers(honest.onRequest),
    ...(honest.onDone === undefined ? {} : { onDone: handlers(honest.onDone) }),
    ...(honest.onPeers === undefined
      ? {}
      : { onPeers: (node, peers, ctx) => honest.onPeers!(node, peers, around(ctx)) }),
  }
}
