// What a room's member and a relay say to each other, over one libp2p stream for each room.

import { bytesOf, list, type Of, oneOf, peer } from '../core/shape.ts'
import { linkMessageBytesMax, linkPeersMax } from './link.ts'

export const relayProtocol = '/tabswarm/relay/1.0.0'
export const placeBytes = 32
/** A link message, and the names around it. */
export const relayFrameBytesMax = linkMessageBytesMax + 512

/** The relay knows who speaks: noise proved it when the connection opened. */
export const toRelay = oneOf({
  join: { place: bytesOf(placeBytes) },
  message: { to: peer, bytes: bytesOf(linkMessageBytesMax) },
})

export const fromRelay = oneOf({
  /** Said once, first. */
  here: { peers: list(peer, linkPeersMax) },
  joined: { peer },
  left: { peer },
  message: { from: peer, bytes: bytesOf(linkMessageBytesMax) },
})

export type ToRelay = Of<typeof toRelay>
export type FromRelay = Of<typeof fromRelay>
