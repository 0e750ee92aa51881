// The simulated network: what each message meets on its way, drawn from the seed of its sender.

import { encode, speechOf } from '../core/codec.ts'
import type { PeerId } from '../core/ids.ts'
import type { Message, Vocabulary } from '../core/protocol.ts'
import { type Random, SeededRandom, seedFor } from '../core/random.ts'
import { afterFault, type NetworkConditions, quietNetwork } from '../faults/conditions.ts'
import type { Fault } from '../faults/fault.ts'
import { type Fate, networkFate } from '../faults/network-fate.ts'

export class Network<V extends Vocabulary> {
  readonly #vocabulary: V
  readonly #seed: number
  readonly #atFirst: NetworkConditions
  readonly #chances = new Map<PeerId, Random>()
  /** By link: when the last message arrives, and when the wire is free again. Kept only where it matters. */
  readonly #arrivals = new Map<string, number>()
  readonly #wires = new Map<string, number>()
  #conditions: NetworkConditions
  /** True while nothing but time stands between two members, as it mostly does. */
  #isCalm: boolean

  constructor(vocabulary: V, seed: number, conditions: Partial<NetworkConditions>) {
    this.#vocabulary = vocabulary
    this.#seed = seed
    this.#atFirst = { ...quietNetwork, ...conditions }
    this.#conditions = this.#atFirst
    this.#isCalm = isCalm(this.#conditions)
  }

  get conditions(): NetworkConditions {
    return this.#conditions
  }

  inject(fault: Fault): void {
    this.#conditions = afterFault(this.#conditions, fault, this.#atFirst)
    this.#isCalm = isCalm(this.#conditions)
  }

  /** How long a message travels on a calm network, where that is all of its fate; null on any other. */
  calmUs(chance: Random): number | null {
    if (!this.#isCalm) return null
    const { lowMs, highMs } = this.#conditions.everywhere
    return chance.between(lowMs * 1000, highMs * 1000)
  }

  /** A message's fate, with what order and bandwidth add to its way. */
  carry(from: PeerId, to: PeerId, message: Message<V>, nowUs: number): Fate {
    const fate = networkFate(this.#conditions, from, to, this.chanceOf(from))
    const { isOrderKept, bytesPerMs } = this.#conditions
    if (fate.is === 'lost' || (!isOrderKept && bytesPerMs === 0)) return fate
    const link = `${from}>${to}`
    const waitUs = bytesPerMs === 0 ? 0 : this.#transmit(link, message, nowUs)
    const copiesUs = fate.copiesUs.map(copyUs =>
      isOrderKept ? this.#queue(link, nowUs, copyUs + waitUs) : copyUs + waitUs,
    )
    return { is: 'carried', copiesUs }
  }

  /** A sender's draws are its own, so that one message less elsewhere does not change what its messages meet. */
  chanceOf(from: PeerId): Random {
    let random = this.#chances.get(from)
    if (random === undefined) {
      random = new SeededRandom(seedFor(this.#seed, 'network', from))
      this.#chances.set(from, random)
    }
    return random
  }

  /** One message after another on a wire of limited width: how long until the last byte is out. */
  #transmit(link: string, message: Message<V>, nowUs: number): number {
    const bytes = encode(speechOf(this.#vocabulary).message, message).length
    const startUs = Math.max(nowUs, this.#wires.get(link) ?? 0)
    const endUs = startUs + Math.ceil((bytes * 1000) / this.#conditions.bytesPerMs)
    this.#wires.set(link, endUs)
    return endUs - nowUs
  }

  #queue(link: string, nowUs: number, copyUs: number): number {
    const arrivalUs = Math.max(nowUs + copyUs, this.#arrivals.get(link) ?? 0)
    this.#arrivals.set(link, arrivalUs)
    return arrivalUs - nowUs
  }
}

function isCalm({ everywhere, links, cuts, groups, bytesPerMs, isOrderKept }: NetworkConditions): boolean {
  const { lossPerMille, duplicatePerMille, reorderPerMille } = everywhere
  const isWhole = groups === null && cuts.size === 0 && links.size === 0
  const isKind = lossPerMille === 0 && duplicatePerMille === 0 && reorderPerMille === 0
  return isWhole && isKind && bytesPerMs === 0 && !isOrderKept
}
