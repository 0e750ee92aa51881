// What must come out equal in Node and in Chromium: pure code, each piece run at length and boiled down to one hash.

import { concat, utf8Encode } from '../../src/core/bytes.ts'
import { hkdfSha256, hmacSha256, sha256, sha256Hex } from '../../src/core/hash.ts'
import type { PeerId } from '../../src/core/ids.ts'
import { leafHash, proveConsistency, proveInclusion, treeHash } from '../../src/core/merkle.ts'
import { committedIndex, voteResult } from '../../src/core/quorum.ts'
import { publicKeyOf, sign } from '../../src/core/signature.ts'

/** Name and work; whatever a piece returns is compared as text. Each new piece of pure code deserves a line here. */
export const sameAnswers: Readonly<Record<string, () => string>> = {
  'a thousand chained SHA-256 hashes': () => sha256Hex(chain(1000)),
  'HMAC and HKDF of SHA-256': () => sha256Hex(concat(hmacSha256({ key: chain(1), message: chain(2) }), derived())),
  'ten Ed25519 signatures': () => sha256Hex(concat(...numbers(10).map(signature))),
  'every Merkle root and proof up to 33 leaves': () => sha256Hex(concat(...numbers(33).flatMap(everyProof))),
  'quorum arithmetic over every vote of up to six voters': () => sha256Hex(utf8Encode(everyVote())),
}

export type Answers = Readonly<Record<string, string>>

export function answer(): Answers {
  return Object.fromEntries(Object.entries(sameAnswers).map(([name, work]) => [name, work()]))
}

function chain(length: number): Uint8Array {
  let hash: Uint8Array = new Uint8Array(32)
  for (let link = 0; link < length; link++) hash = sha256(hash)
  return hash
}

function derived(): Uint8Array {
  return hkdfSha256({ secret: chain(3), salt: chain(4), purpose: utf8Encode('a room’s key'), lengthBytes: 100 })
}

function signature(index: number): Uint8Array {
  const secretKey = chain(index + 1)
  return concat(publicKeyOf(secretKey), sign({ secretKey, message: chain(index) }))
}

function everyProof(last: number): Uint8Array[] {
  const leaves = numbers(last + 1).map(index => leafHash(Uint8Array.of(index)))
  const proofs = numbers(last + 1).flatMap(index => [
    proveInclusion(leaves, index),
    proveConsistency(leaves, index + 1),
  ])
  return [treeHash(leaves), ...proofs.flat()]
}

function everyVote(): string {
  return numbers(7)
    .flatMap(count => numbers(3 ** count).map(digits => oneVote(count, digits)))
    .join(' ')
}

/** Reads each ternary digit as a voter: against, for, not heard. */
function oneVote(count: number, digits: number): string {
  const voters = numbers(count).map(index => String(index) as PeerId)
  const digitOf = (voter: PeerId): number => Math.floor(digits / 3 ** Number(voter)) % 3
  const result = voteResult(voters, voter => [false, true, undefined][digitOf(voter)])
  return `${result}${committedIndex(voters, voter => [0, 7, undefined][digitOf(voter)])}`
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
