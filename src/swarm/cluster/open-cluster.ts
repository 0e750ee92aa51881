// A cluster of a room's peers, by the one call that a page makes.

import type { PeerId } from '../../core/ids.ts'
import type { Protocol, Vocabulary } from '../../core/protocol.ts'
import { type ClusterOptions, type ClusterRoom, RoomCluster } from './cluster.ts'
import { browserClusters, memoryClusters } from './store.ts'

/** What a page says of a cluster, if it says anything. */
export interface ClusterWishes {
  /** Pages that say the same name mean the same cluster; the protocol's own, unless one is given. */
  readonly name?: string
  /** How many nodes, named `n1` and so on; or their names. Five, where nothing is said. */
  readonly nodes?: number | readonly PeerId[]
  /** Gives no node a home: a screen that only shows. */
  readonly isWatching?: boolean
}

/** A room whose place has a name: what is kept of it is kept apart from that of others. */
export interface PlacedRoom extends ClusterRoom {
  readonly place: string
}

/** The same protocol on everyone's page. */
export function clusterOf<V extends Vocabulary, Node>(
  room: PlacedRoom,
  protocol: Protocol<V, Node>,
  { name = protocol.name, nodes = 5, isWatching = false }: ClusterWishes = {},
): Promise<RoomCluster<V, Node>> {
  const followed = (charter: string) => {
    if (charter !== protocol.name) throw new ClusterError(`cluster ${name}: it runs ${charter}, not ${protocol.name}`)
    return protocol
  }
  return openCluster({ room, name, protocol: followed, charter: protocol.name, nodes, isWatching })
}

/** Whatever the founder's charter says, as far as `protocol` can follow it. */
export async function openCluster<V extends Vocabulary, Node>(
  options: Omit<ClusterOptions<V, Node>, 'store' | 'room'> & { readonly room: PlacedRoom },
): Promise<RoomCluster<V, Node>> {
  const { place, self } = options.room
  const store = place === '' ? memoryClusters() : browserClusters(`${place} ${self}`)
  const cluster = new RoomCluster<V, Node>({ ...options, store })
  await cluster.open()
  return cluster
}

export class ClusterError extends Error {
  override readonly name = 'ClusterError'
}
