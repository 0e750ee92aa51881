// The name that a file travels under: the digest of its chunks' digests. Who knows it can tell of every chunk alone
// whether it is the right one, wherever the chunk comes from.

import { sha256 } from '@noble/hashes/sha2.js'
import { toHex } from '../core/bytes.ts'

/** Of a data channel's 30 MB/s a chunk is four milliseconds, in which other words wait. */
export const chunkBytes = 131_072
export const digestBytes = 32
/** So that the digests of one file are at most a megabyte. */
export const fileBytesMax = 4_294_967_296
/** Read at once while digesting: larger reads are no faster. */
const readBytes = 8_388_608

export const chunksIn = (size: number): number => Math.ceil(size / chunkBytes)

/** The last chunk is what is left. */
export const chunkLength = (index: number, size: number): number => Math.min(chunkBytes, size - index * chunkBytes)

/** The digests of all chunks, one after the other. */
export async function digestsOf(blob: Blob, read: (bytes: number) => void): Promise<Uint8Array> {
  const digests = new Uint8Array(chunksIn(blob.size) * digestBytes)
  for (let at = 0; at < blob.size; at += readBytes) {
    const bytes = new Uint8Array(await blob.slice(at, at + readBytes).arrayBuffer())
    const starts = Array.from({ length: chunksIn(bytes.length) }, (_, index) => index * chunkBytes)
    const parts = await Promise.all(starts.map(start => digestOf(bytes.subarray(start, start + chunkBytes))))
    parts.forEach((digest, index) => {
      digests.set(digest, (chunksIn(at) + index) * digestBytes)
    })
    read(at + bytes.length)
  }
  return digests
}

export const rootOf = async (digests: Uint8Array): Promise<string> => toHex(await digestOf(digests))

/** The browser's own SHA-256 where there is one: on plain http there is not. */
export async function digestOf(bytes: Uint8Array): Promise<Uint8Array> {
  const subtle = globalThis.crypto?.subtle
  return subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)) : sha256(bytes)
}

export async function isChunk(bytes: Uint8Array, index: number, digests: Uint8Array): Promise<boolean> {
  const digest = await digestOf(bytes)
  return digest.every((byte, at) => byte === digests[index * digestBytes + at])
}
