// What members of a room say to each other, as shapes: what does not parse is dropped and counted.

import { bytesOf, flag, maybe, nat, type Of, oneOf, textOf, within } from '../core/shape.ts'
import { linkMessageBytesMax } from './link.ts'

/** A link message, less room for a seal and for the longest names a frame may carry. */
export const payloadBytesMax = linkMessageBytesMax - 1024
/** What a channel's question or answer may be, once its own length is written before it. */
export const channelBytesMax = payloadBytesMax - 8
export const nameBytesMax = 64
export const reasonBytesMax = 256
/** Small enough to let others' words through between two pieces, large enough to cost nothing. */
export const pieceBytesMax = 64_512

const payload = bytesOf(payloadBytesMax)

export const roomFrame = oneOf({
  /** Said when a peer appears; who hears a `hello` that asks says it back. */
  hello: { name: textOf(nameBytesMax), isAsking: flag },
  ping: { number: nat },
  pong: { number: nat },
  message: { bytes: payload },
  broadcast: { bytes: payload },
  /** A word on a channel that wants no answer. */
  note: { channel: textOf(nameBytesMax), bytes: payload },
  ask: { call: nat, channel: textOf(nameBytesMax), bytes: payload },
  answer: { call: nat, bytes: payload },
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
