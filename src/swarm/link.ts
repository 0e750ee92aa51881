// What carries messages between the members of a room, whatever lies beneath: memory, a BroadcastChannel, a relay, libp2p.
// A link knows nothing of what the bytes mean. test/swarm/link.acceptance.ts holds every link to the promises L1 to L8.

import type { PeerId } from '../core/ids.ts'

/** A quarter of a megabyte: what a data channel takes in one message in Chromium and Firefox. More is a stream's work. */
export const linkMessageBytesMax = 262_144
/** A class of sixty, and room for their second tabs. */
export const linkPeersMax = 128

export interface LinkListener {
  receive(from: PeerId, bytes: Uint8Array): void
  /** All members but this one, whenever that changes. */
  peersChanged(peers: readonly PeerId[]): void
}

/**
 * L1 Open members come to see each other, and never themselves.
 * L2 A message arrives whole, as it was when it was sent, after those that its sender sent before it.
 * L3 It arrives once, at the peer it was sent to, and nowhere else.
 * L4 Sent to a stranger, it vanishes: that is the world's behaviour, not an error.
 * L5 A link that closed hears nothing more, and the others stop seeing it.
 * L6 A link that closed may be opened again.
 * L7 A message over the limit is the caller's mistake, and throws.
 * L8 What `send` asks the caller to wait for comes to an end, also when the receiver leaves.
 */
export interface Link {
  readonly self: PeerId
  /** `linkMessageBytesMax`, less what a wrapper such as a seal needs for itself. */
  readonly messageBytesMax: number
  peers(): readonly PeerId[]
  /** A promise asks the caller to wait for it before sending this peer more; no promise, no need to wait. */
  send(to: PeerId, bytes: Uint8Array): Promise<void> | undefined
  /** Begins to hear and to be heard, until the returned function is called. Open a link once at a time. */
  open(listener: LinkListener): () => void
}

export function assertFits(bytes: Uint8Array, bytesMax: number = linkMessageBytesMax): void {
  if (bytes.length > bytesMax) {
    throw new RangeError(`link message: expected at most ${bytesMax} bytes, got ${bytes.length}`)
  }
}
