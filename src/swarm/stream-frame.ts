// What two muxers of a direct connection say to each other: frames of one stream each, several to a message.

import { Malformed } from '../core/wire.ts'
import { portMessageBytesMax } from './port.ts'

/** `open` carries the name of a protocol, `data` what was said; `heard` gives as much of the sender's window back. */
const kinds = ['open', 'data', 'heard', 'end', 'reset'] as const
export type FrameKind = (typeof kinds)[number]

export interface FrameHeader {
  readonly kind: FrameKind
  readonly stream: number
  /** How many bytes follow, or were heard. */
  readonly amount: number
}

export interface Frame extends FrameHeader {
  readonly body: Uint8Array
  /** Of the whole frame. */
  readonly length: number
}

export const frameHeaderBytes = 7
/** A frame fits into one message. */
export const frameBodyBytesMax = portMessageBytesMax - frameHeaderBytes
/** The longest name of a protocol. */
export const protocolBytesMax = 256

export function writeFrameHeader(into: DataView, at: number, { kind, stream, amount }: FrameHeader): void {
  into.setUint8(at, kinds.indexOf(kind))
  into.setUint16(at + 1, stream)
  into.setUint32(at + 3, amount)
}

/** The frame that begins there; null while its end has not come. Throws `Malformed` at what no honest peer says. */
export function readFrame(bytes: Uint8Array, at: number): Frame | null {
  if (bytes.length < at + frameHeaderBytes) return null
  const header = new DataView(bytes.buffer, bytes.byteOffset + at, frameHeaderBytes)
  const kind = kinds[header.getUint8(0)]
  if (kind === undefined)
    throw new Malformed(`frame.kind: expected less than ${kinds.length}, got ${header.getUint8(0)}`)
  const amount = header.getUint32(3)
  const bodyBytes = kind === 'open' || kind === 'data' ? amount : 0
  const bodyBytesMax = kind === 'open' ? protocolBytesMax : frameBodyBytesMax
  if (bodyBytes > bodyBytesMax)
    throw new Malformed(`frame.amount: expected at most ${bodyBytesMax} bytes, got ${bodyBytes}`)
  const end = at + frameHeaderBytes + bodyBytes
  if (bytes.length < end) return null
  return { kind, stream: header.getUint16(1), amount, body: bytes.subarray(end - bodyBytes, end), length: end - at }
}
