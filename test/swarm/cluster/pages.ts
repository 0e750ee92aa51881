// Pages of one process that take part in a cluster: each with a room over memory links and a store of its own.

import { type PeerId, peerId } from '../../../src/core/ids.ts'
import type { Vocabulary } from '../../../src/core/protocol.ts'
import { type ClusterOptions, type ClusterRoom, RoomCluster } from '../../../src/swarm/cluster/cluster.ts'
import { type ClusterStore, memoryClusters } from '../../../src/swarm/cluster/store.ts'
import { MemoryHub } from '../../../src/swarm/memory-link.ts'
import { Room } from '../../../src/swarm/room.ts'

type Wishes<V extends Vocabulary, Node> = Pick<ClusterOptions<V, Node>, 'nodes' | 'protocol'> &
  Partial<ClusterOptions<V, Node>>

/** A room that is not as it should be, in some ways. */
export type Twist = (room: Room) => Partial<ClusterRoom>

export interface Page<V extends Vocabulary, Node> {
  readonly room: Room
  readonly store: ClusterStore
  readonly cluster: RoomCluster<V, Node>
  readonly troubles: string[]
}

export class Pages {
  readonly #hub = new MemoryHub()
  readonly #rooms: Room[] = []

  /** A page by this name, once it takes part. */
  async open<V extends Vocabulary, Node>(
    name: string,
    wishes: Wishes<V, Node>,
    twist: Twist = () => ({}),
  ): Promise<Page<V, Node>> {
    const room = this.join(name)
    const store = wishes.store ?? memoryClusters()
    const options = {
      room: { ...facesOf(room), ...twist(room) },
      name: 'test',
      charter: '',
      settleMs: 60,
      ...wishes,
      store,
    }
    const cluster = new RoomCluster<V, Node>(options)
    const troubles: string[] = []
    cluster.on('trouble', ({ about, why }) => troubles.push(`${about}: ${why}`))
    await cluster.open()
    return { room, store, cluster, troubles }
  }

  /** These reach nobody else, until the next call. */
  cut(...names: readonly string[]): void {
    this.#hub.cut(names.map(peerId))
  }

  /** Somebody by this name who is only in the room. */
  join(name: string): Room {
    const room = new Room({ link: this.#hub.link(peerId(name)), name })
    this.#rooms.push(room)
    return room
  }

  async close(): Promise<void> {
    await Promise.all(this.#rooms.splice(0).map(room => room.leave()))
  }
}

const facesOf = (room: Room): ClusterRoom => ({
  self: room.self,
  peers: room.peers,
  on: (...about) => room.on(...about),
  channel: (...about) => room.channel(...about),
  onLeave: farewell => room.onLeave(farewell),
})

/** A store whose disk takes so long for each save. */
export function slowClusters(saveMs: number): ClusterStore {
  const memory = memoryClusters()
  return {
    ...memory,
    async keep(name, node, disk) {
      await new Promise(resolve => setTimeout(resolve, saveMs))
      await memory.keep(name, node, disk)
    },
  }
}

export const homesOf = ({ cluster }: Page<any, any>): string =>
  [...cluster.homes].map(([node, home]: [PeerId, PeerId]) => `${node}@${home}`).join(' ')
