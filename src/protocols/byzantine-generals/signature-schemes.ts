// Two ways to sign. In both a general's key is made from its name, so that a scenario can sign for a traitor.

import { utf8Encode } from '../../core/bytes.ts'
import { digest } from '../../core/digest.ts'
import { sha256 } from '../../core/hash.ts'
import type { PeerId } from '../../core/ids.ts'
import { isSigned, publicKeyOf, sign } from '../../core/signature.ts'

export interface Scheme {
  sign(by: PeerId, text: Uint8Array): Uint8Array
  isSigned(by: PeerId, text: Uint8Array, signature: Uint8Array): boolean
}

const secretOf = (by: PeerId): Uint8Array => sha256(utf8Encode(`general ${by}`))

/**
 * A digest under the signer's key: quick, and safe from adversaries that are data, which can repeat and change what
 * they heard but compute nothing. A thinking one would forge it in an afternoon.
 */
const modelled: Scheme = {
  sign: (by, text) => utf8Encode(digest([secretOf(by), text])),
  isSigned: (by, text, signature) => digest(modelled.sign(by, text)) === digest(signature),
}

const ed25519: Scheme = {
  sign: (by, text) => sign({ secretKey: secretOf(by), message: text }),
  isSigned: (by, text, signature) => isSigned({ publicKey: publicKeyOf(secretOf(by)), message: text, signature }),
}

export const schemes = { modelled, ed25519 } as const
export type SchemeName = keyof typeof schemes
