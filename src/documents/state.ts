// A few bytes that stand for all that a document holds: equal where two replicas have the same edits and deletions. They
// guard against accidents; a peer that lies about its own only harms itself.

import { Doc, encodeSnapshot, snapshot } from 'yjs'
import { fromHex, toHex } from '../core/bytes.ts'
import { digest } from '../core/digest.ts'

export function stateOf(doc: Doc): Uint8Array {
  return fromHex(digest(encodeSnapshot(snapshot(doc))))
}

/** Whoever says this has nothing to give. */
export const emptyState = toHex(stateOf(new Doc()))
