// Who takes part in a cluster, and which node lives where. Nodes are shared out evenly; who has too many gives one away.

import type { PeerId } from '../../core/ids.ts'
import { pensMax, type Stand } from './words.ts'

export interface Gift {
  readonly node: PeerId
  readonly to: PeerId
}

export class Homes {
  readonly #self: PeerId
  readonly #stands = new Map<PeerId, Stand>()
  /** Who writes with each pen, also of those who are gone. */
  readonly #writers = new Map<string, PeerId>()

  constructor(self: PeerId) {
    this.#self = self
  }

  /** False where the pen is another's: nobody writes in another's name. */
  hear(participant: PeerId, stand: Stand): boolean {
    const writer = this.#writers.get(stand.pen) ?? participant
    if (writer !== participant) return false
    if (this.#writers.size < pensMax) this.#writers.set(stand.pen, participant)
    this.#stands.set(participant, stand)
    return true
  }

  /** Returns the nodes that lived there. */
  forget(participant: PeerId): readonly PeerId[] {
    const { hosted = [] } = this.#stands.get(participant) ?? {}
    this.#stands.delete(participant)
    return hosted
  }

  get others(): readonly PeerId[] {
    return [...this.#stands.keys()]
  }

  standOf(participant: PeerId): Stand | undefined {
    return this.#stands.get(participant)
  }

  /** Of another participant than this one. */
  homeOf(node: PeerId): PeerId | undefined {
    for (const [participant, { hosted }] of this.#stands) if (hosted.includes(node)) return participant
    return undefined
  }

  /** One participant speaks for all of what all have seen: the one with the lowest id. */
  get isSpeaker(): boolean {
    return [...this.#stands.keys()].every(other => this.#self < other)
  }

  /**
   * What this page should give away: of those with the most nodes it has the lowest id, and somebody has two less. Who only
   * watches gives all it has, as soon as somebody else is there.
   */
  gift(own: readonly PeerId[], isWatching: boolean): Gift | null {
    const hosts = [...this.#stands].filter(([, stand]) => !stand.isWatching)
    const counts = hosts.map(([id, { hosted }]) => ({ id, count: hosted.length }))
    const receiver = counts.sort((left, right) => left.count - right.count || (left.id < right.id ? -1 : 1))[0]
    const node = own.at(-1)
    if (receiver === undefined || node === undefined) return null
    const gift = { node, to: receiver.id }
    if (isWatching) return gift
    const isRichest = counts.every(({ id, count }) => count < own.length || (count === own.length && this.#self < id))
    return isRichest && own.length - receiver.count >= 2 ? gift : null
  }
}
