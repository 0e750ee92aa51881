// What a room tells: who is here, what they say, and how the ways to them fare.

import type { PeerId } from '../core/ids.ts'
import type { Way } from './crossing.ts'
import type { FileOffer } from './file-words.ts'
import type { DirectTrouble } from './negotiation.ts'
import type { IncomingStream } from './streams.ts'

export interface RoomPeer {
  readonly id: PeerId
  readonly name: string
  /** `direct`, or the carrier that carries: `tabs`, `relay`. */
  readonly way: Way
  /** Null until the first answer to a ping. */
  readonly roundTripMs: number | null
  /** On this page's own clock. */
  readonly sinceMs: number
}

export interface RoomEvents {
  peer: RoomPeer
  left: RoomPeer
  /** A peer's way or round trip changed. */
  changed: RoomPeer
  message: { readonly from: PeerId; readonly bytes: Uint8Array }
  broadcast: { readonly from: PeerId; readonly bytes: Uint8Array }
  stream: IncomingStream & { readonly from: PeerId }
  /** A peer would send a file: it is declined unless a page listens. */
  file: FileOffer
  /** A peer broke a limit and was cut off. */
  cutOff: { readonly peer: PeerId; readonly why: string }
  /** A relay was joined, or lost, or not found. */
  relay: { readonly url: string; readonly isJoined: boolean; readonly trouble: string | null }
  /** The browser lost its network, or has one again: then all that waits to be tried again is tried at once. */
  network: { readonly isOnline: boolean }
  /** What was tried in vain, for the ladder that a page may show. */
  trouble: { readonly about: string; readonly why: string; readonly trouble: DirectTrouble | null }
}
