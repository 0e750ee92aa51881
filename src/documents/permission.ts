// Who may write a document that has an owner: the owner signs a writer's key, and that key signs for the peer that a tab is.
// A tab takes edits from such peers only, so all that is in an honest tab's document came from a writer whom it knows.

import { concat, fromHex, toHex, utf8Encode } from '../core/bytes.ts'
import { sha256 } from '../core/hash.ts'
import type { PeerId } from '../core/ids.ts'
import { isSigned, publicKeyBytes, publicKeyOf, secretKeyBytes, sign, signatureBytes } from '../core/signature.ts'
import { documentIdBytes, type Permission } from './words.ts'

/** What makes a writer, in hexadecimal digits. An owner needs no grant. */
export interface Permit {
  readonly secret: string
  readonly grant?: string
}

/** A pair of keys, in hexadecimal digits: an owner's, or a writer's. */
export interface DocumentKeys {
  readonly secret: string
  readonly key: string
}

/** What a document is: its name, and whose it is. Under another owner it is another document. */
export interface DocumentTitle {
  readonly name: string
  /** The owner's key. Left out, everyone may write. */
  readonly owner?: string | undefined
}

export class PermissionError extends Error {
  override readonly name = 'PermissionError'
}

export function newDocumentKeys(): DocumentKeys {
  const secret = crypto.getRandomValues(new Uint8Array(secretKeyBytes))
  return { secret: toHex(secret), key: toHex(publicKeyOf(secret)) }
}

/** What the owner gives to a writer: it lets that key write the document of that name, wherever it is open. */
export function grantWriting({ name, secret, writer }: { name: string; secret: string; writer: string }): string {
  const ownerSecret = digits('secret', secret, secretKeyBytes)
  const owner = toHex(publicKeyOf(ownerSecret))
  const message = granting(documentIdOf({ name, owner }), digits('writer', writer, publicKeyBytes))
  return toHex(sign({ secretKey: ownerSecret, message }))
}

/** The same for all who mean the same document, and nothing to those who do not know its name. */
export function documentIdOf({ name, owner }: DocumentTitle): Uint8Array {
  const ownerKey = owner === undefined ? new Uint8Array() : digits('owner', owner, publicKeyBytes)
  return sha256(concat(utf8Encode('tabswarm document 1 '), sha256(ownerKey), utf8Encode(name))).slice(
    0,
    documentIdBytes,
  )
}

/** What a tab shows the others. Throws `PermissionError` where the permit does not let it write. */
export function permissionOf(title: DocumentTitle, peer: PeerId, { secret, grant }: Permit): Permission {
  const document = documentIdOf(title)
  const secretKey = digits('permit.secret', secret, secretKeyBytes)
  const writer = publicKeyOf(secretKey)
  const permission: Permission = {
    writer,
    // An owner grants itself: one path for both.
    grant:
      grant === undefined
        ? sign({ secretKey, message: granting(document, writer) })
        : digits('permit.grant', grant, signatureBytes),
    proof: sign({ secretKey, message: proving(document, peer) }),
  }
  if (mayWrite(title, peer, permission)) return permission
  throw new PermissionError('permit.grant: expected one that the owner signed for this key and this document')
}

/** Whether the owner lets a peer write. Without an owner, everyone may. */
export function mayWrite({ name, owner }: DocumentTitle, peer: PeerId, permission: Permission | null): boolean {
  if (owner === undefined) return true
  if (permission === null) return false
  const document = documentIdOf({ name, owner })
  const { writer, grant, proof } = permission
  return (
    isSigned({ publicKey: fromHex(owner), message: granting(document, writer), signature: grant }) &&
    isSigned({ publicKey: writer, message: proving(document, peer), signature: proof })
  )
}

const granting = (document: Uint8Array, writer: Uint8Array): Uint8Array =>
  concat(utf8Encode('tabswarm writer 1 '), document, writer)

const proving = (document: Uint8Array, peer: PeerId): Uint8Array =>
  concat(utf8Encode('tabswarm peer 1 '), document, utf8Encode(peer))

function digits(field: string, hex: string, bytes: number): Uint8Array {
  if (hex.length === 2 * bytes && /^[0-9a-f]*$/.test(hex)) return fromHex(hex)
  throw new PermissionError(`${field}: expected ${2 * bytes} hexadecimal digits, got ${hex.length} characters`)
}
