// A few bytes that stand for all that a document holds: equal where two replicas have the same edits and deletions. They
// guard against accidents; a peer that lies about its own only harms itself.

import { type Doc, encodeSnapshot, snapshot } from 'yjs'
import { sha256 } from '../core/hash.ts'
import { stateBytes } from './words.ts'

export function stateOf(doc: Doc): Uint8Array {
  return sha256(encodeSnapshot(snapshot(doc))).slice(0, stateBytes)
}
