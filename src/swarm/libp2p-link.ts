// The link of a room of real peers: libp2p connections, direct where a path exists, carried where none does.

import { assert } from '../core/assert.ts'
import type { PeerId } from '../core/ids.ts'
import type { Way } from './crossing.ts'
import { Gathering } from './gathering.ts'
import { assertFits, type Link, linkMessageBytesMax } from './link.ts'
import type { SwarmNode } from './node.ts'
import type { ReachError } from './partner.ts'

/** A link that can also say how each peer is reached, and cut one off. */
export interface Libp2pLink extends Link {
  way(peer: PeerId): Way | null
  /** Leaves the peer and does not speak with it again while the link is open. */
  cut(peer: PeerId): void
  /** Tries again at once what was to be tried later. */
  wake(): void
  /** Those met that are left to others: there is no link to them. */
  beyond(): readonly PeerId[]
  /** Links with a peer for as long as it is spoken with; false where that cannot be. */
  want(peer: PeerId): boolean
}

export interface Libp2pLinkOptions {
  readonly node: SwarmNode
  /** Told what was tried in vain to reach a peer. */
  readonly onTrouble?: (peer: PeerId, error: ReachError) => void
}

export function libp2pLink({ node, onTrouble = () => {} }: Libp2pLinkOptions): Libp2pLink {
  let gathering: Gathering | null = null
  return {
    self: node.self,
    messageBytesMax: linkMessageBytesMax,
    peers: () => gathering?.peers() ?? [],
    cut: peer => gathering?.cut(peer),
    wake: () => gathering?.wake(),
    beyond: () => gathering?.beyond() ?? [],
    want: peer => gathering?.want(peer) ?? false,
    way: peer => gathering?.partners.get(peer)?.way ?? null,
    send(to, bytes) {
      assertFits(bytes)
      return gathering?.partners.get(to)?.send(bytes)
    },
    open(listener) {
      assert(gathering === null, 'a link is opened once at a time')
      const opened = new Gathering(node, listener, onTrouble)
      gathering = opened
      return () => {
        opened.close()
        if (gathering === opened) gathering = null
      }
    },
  }
}
