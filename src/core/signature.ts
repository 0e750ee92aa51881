// Ed25519 signatures (RFC 8032 §5.1). Signing is deterministic, so a signed run repeats itself byte for byte.

import { ed25519 } from '@noble/curves/ed25519.js'
import { assert } from './assert.ts'

export const secretKeyBytes = 32
export const publicKeyBytes = 32
export const signatureBytes = 64

/** What somebody claims: this key signed this message. */
export interface Signed {
  readonly publicKey: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
}

export function publicKeyOf(secretKey: Uint8Array): Uint8Array {
  assert(secretKey.length === secretKeyBytes, 'a secret key has 32 bytes')
  return ed25519.getPublicKey(secretKey)
}

export function sign({ secretKey, message }: { secretKey: Uint8Array; message: Uint8Array }): Uint8Array {
  assert(secretKey.length === secretKeyBytes, 'a secret key has 32 bytes')
  return ed25519.sign(message, secretKey)
}

/**
 * False for whatever is not a signature, malformed ones included: what strangers send is no error.
 * Strict as RFC 8032 asks, since a key of small order would otherwise have signed every message.
 */
export function isSigned({ publicKey, message, signature }: Signed): boolean {
  if (publicKey.length !== publicKeyBytes || signature.length !== signatureBytes) return false
  return ed25519.verify(signature, message, publicKey, { zip215: false })
}
