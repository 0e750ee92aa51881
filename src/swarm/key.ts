// Ed25519 keys from their seeds. The browser's own arithmetic makes one in a millisecond; plain JavaScript, which takes
// eighty in a page that has just loaded, is for insecure origins, where there is nothing else.

import { generateKeyPairFromSeed, privateKeyFromRaw } from '@libp2p/crypto/keys'
import type { PrivateKey } from '@libp2p/interface'
import { concat, fromHex } from '../core/bytes.ts'

export const seedBytes = 32

export const newSeed = (): Uint8Array => crypto.getRandomValues(new Uint8Array(seedBytes))

export const newKey = (): Promise<PrivateKey> => keyFromSeed(newSeed())

export async function keyFromSeed(seed: Uint8Array): Promise<PrivateKey> {
  const publicKey = await publicKeyOf(seed)
  return publicKey === null
    ? await generateKeyPairFromSeed('Ed25519', seed)
    : privateKeyFromRaw(concat(seed, publicKey))
}

/** RFC 8410 §7: what precedes the seed in a PKCS #8 key. */
const pkcs8Prefix = fromHex('302e020100300506032b657004220420')

/** Null where the browser cannot do it. */
async function publicKeyOf(seed: Uint8Array): Promise<Uint8Array | null> {
  try {
    const pkcs8 = new Uint8Array(concat(pkcs8Prefix, seed))
    const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign'])
    const { x } = await crypto.subtle.exportKey('jwk', key)
    const base64 = x!.replaceAll('-', '+').replaceAll('_', '/')
    return Uint8Array.from(atob(base64), character => character.charCodeAt(0))
  } catch {
    return null
  }
}
