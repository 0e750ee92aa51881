// What is said of lookup: its limits, its error, and what it needs of a room.

import type { PeerId } from '../core/ids.ts'
import type { Shape } from '../core/shape.ts'
import type { Channel } from './channel.ts'
import type { RoomEvents, RoomPeer } from './room-events.ts'

export const lookupKeyBytesMax = 128
export const lookupValueBytesMax = 32_768
/** A value, and the addresses of those who are closer to its key. */
export const lookupWordBytesMax = 65_536
/** Three steps, each of which may meet a peer that does not answer. */
export const lookupWithinMs = 10_000

export class LookupError extends Error {
  override readonly name = 'LookupError'
}

export interface LookupOptions {
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** What lookup needs of a room. */
export interface LookupRoom {
  readonly self: PeerId
  readonly peers: ReadonlyMap<PeerId, RoomPeer>
  channel(name: string, shapes: { ask: Shape<Uint8Array>; answer: Shape<Uint8Array> }): LookupChannel
  on<Name extends 'peer' | 'changed' | 'left'>(name: Name, listener: (event: RoomEvents[Name]) => void): () => void
  onLeave(farewell: () => Promise<void>): void
}

export type LookupChannel = Pick<Channel<Uint8Array, Uint8Array>, 'ask' | 'answer'>
