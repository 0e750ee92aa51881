// What members of a room say to each other, as shapes: what does not parse is dropped and counted.

import { bytesOf, flag, maybe, nat, type Of, oneOf, peer, textOf, within } from '../core/shape.ts'
import { linkMessageBytesMax } from './link.ts'
import { parcelBytesMax, partBytesMax } from './parcel.ts'

/** A link message, less room for a seal and for the longest names a frame may carry. */
export const payloadBytesMax = linkMessageBytesMax - 1024
/** What a channel's question or answer may be, once its own length is written before it. */
export const channelBytesMax = payloadBytesMax - 8
export const nameBytesMax = 64
export const reasonBytesMax = 256
/** Small enough to let others' words through between two pieces, large enough to cost nothing. */
export const pieceBytesMax = 64_512

const payload = bytesOf(payloadBytesMax)
/** Of what is said to everyone: its author's name for itself, and a number that rises with each. */
const toAll = { number: nat, name: textOf(nameBytesMax) }

export const roomFrame = oneOf({
  /** Said when a peer appears; who hears a `hello` that asks says it back. */
  hello: { name: textOf(nameBytesMax), isAsking: flag },
  ping: { number: nat },
  pong: { number: nat },
  message: { bytes: payload },
  /** A word on a channel that wants no answer. */
  note: { channel: textOf(nameBytesMax), bytes: payload },
  /** The author is here, and no more. */
  here: toAll,
  /** The author is linked with this peer, which does not answer it. */
  suspect: { ...toAll, peer },
  broadcast: { ...toAll, bytes: payload },
  /** A note to everyone. */
  announce: { ...toAll, channel: textOf(nameBytesMax), bytes: payload },
  /** What one member's gossip writes to another's. */
  gossip: { isOpening: flag, bytes: bytesOf(pieceBytesMax) },
  /** What does not fit comes in `more` parts. */
  ask: { call: nat, channel: textOf(nameBytesMax), size: within(0, parcelBytesMax), bytes: payload },
  answer: { call: nat, size: within(0, parcelBytesMax), bytes: payload },
  more: { call: nat, isAnswer: flag, bytes: bytesOf(partBytesMax) },
  /** With `isDefinite`, nothing happened and nothing will. */
  refuse: { call: nat, why: textOf(reasonBytesMax), isDefinite: flag },
  cancel: { call: nat },
  open: { stream: nat, name: textOf(nameBytesMax), size: maybe(nat) },
  piece: { stream: nat, bytes: bytesOf(pieceBytesMax) },
  /** The receiver has room for so many bytes more. */
  allow: { stream: nat, bytes: within(1, 16_777_216) },
  finish: { stream: nat },
  /** Either side ends a stream early. */
  reset: { stream: nat, isSender: flag, why: textOf(reasonBytesMax) },
})
export type RoomFrame = Of<typeof roomFrame>

/** Text cut to what a frame may carry, at a character's border, with lone surrogates replaced. */
export function cutText(text: string, bytesMax: number): string {
  const bytes = new Uint8Array(bytesMax)
  const { written } = new TextEncoder().encodeInto(text, bytes)
  return new TextDecoder().decode(bytes.subarray(0, written))
}
