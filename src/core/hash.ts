// SHA-256 and what is built on it: HMAC (RFC 2104) and HKDF (RFC 5869). Synchronous and pure, for handlers and rules.

import { hkdf } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import { assert } from './assert.ts'
import { toHex } from './bytes.ts'

export const hashBytes = 32

/** RFC 5869 §2.3: one byte counts the blocks. */
export const derivedBytesMax = 255 * hashBytes

export interface Derivation {
  readonly secret: Uint8Array
  /** Public and random, or empty. */
  readonly salt: Uint8Array
  /** What the key is for: keys for two purposes never meet. */
  readonly purpose: Uint8Array
  readonly lengthBytes: number
}

export function sha256(message: Uint8Array): Uint8Array {
  return nobleSha256(message)
}

/** The hash as 64 hexadecimal digits, the way people compare and show it. */
export function sha256Hex(message: Uint8Array): string {
  return toHex(sha256(message))
}

export function hmacSha256({ key, message }: { key: Uint8Array; message: Uint8Array }): Uint8Array {
  return hmac(nobleSha256, key, message)
}

/** Makes keys for several purposes out of one secret. */
export function hkdfSha256({ secret, salt, purpose, lengthBytes }: Derivation): Uint8Array {
  assert(lengthBytes > 0 && lengthBytes <= derivedBytesMax, 'a derived key has 1 to 8160 bytes')
  return hkdf(nobleSha256, secret, salt, purpose, lengthBytes)
}
