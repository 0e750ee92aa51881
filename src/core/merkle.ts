// Merkle trees over a list that only grows, and the two proofs about them: a leaf is in, an old tree is a prefix (RFC 6962 §2.1).

import { assert } from './assert.ts'
import { concat } from './bytes.ts'
import { hashBytes, sha256 } from './hash.ts'

/** The hashes that a verifier lacks, nearest the leaves first. */
export type Proof = readonly Uint8Array[]

export interface InclusionClaim {
  readonly leafHash: Uint8Array
  readonly index: number
  readonly size: number
  readonly root: Uint8Array
  readonly proof: Proof
}

export interface ConsistencyClaim {
  readonly oldSize: number
  readonly oldRoot: Uint8Array
  readonly newSize: number
  readonly newRoot: Uint8Array
  readonly proof: Proof
}

/** Leaves and parents begin with different bytes, so that no parent can pass for a leaf. */
export function leafHash(leaf: Uint8Array): Uint8Array {
  return sha256(concat(Uint8Array.of(0), leaf))
}

export function parentHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concat(Uint8Array.of(1), left, right))
}

/** The hash that stands for the whole list. */
export function treeHash(leafHashes: readonly Uint8Array[]): Uint8Array {
  return rangeHash(leafHashes, 0, leafHashes.length)
}

/** Shows that the leaf at `index` is in the tree of these leaves (§2.1.1). */
export function proveInclusion(leafHashes: readonly Uint8Array[], index: number): Proof {
  assert(index >= 0 && index < leafHashes.length, 'the leaf is in the tree')
  const proof: Uint8Array[] = []
  let start = 0
  let end = leafHashes.length
  while (end - start > 1) {
    const middle = start + leftSize(end - start)
    if (index < middle) {
      proof.push(rangeHash(leafHashes, middle, end))
      end = middle
    } else {
      proof.push(rangeHash(leafHashes, start, middle))
      start = middle
    }
  }
  return proof.reverse()
}

/** Shows that the tree of the first `oldSize` leaves has grown into the tree of all of them (§2.1.2). */
export function proveConsistency(leafHashes: readonly Uint8Array[], oldSize: number): Proof {
  assert(oldSize >= 1, 'the old tree has a leaf: a proof from the empty tree would prove nothing')
  assert(oldSize <= leafHashes.length, 'the old tree is no larger than the new one')
  const proof: Uint8Array[] = []
  let start = 0
  let end = leafHashes.length
  while (oldSize !== end) {
    const middle = start + leftSize(end - start)
    if (oldSize <= middle) {
      proof.push(rangeHash(leafHashes, middle, end))
      end = middle
    } else {
      proof.push(rangeHash(leafHashes, start, middle))
      start = middle
    }
  }
  // An old tree that is itself a whole left edge needs no hash: the verifier has its root.
  if (start > 0) proof.push(rangeHash(leafHashes, start, end))
  return proof.reverse()
}

/** Climbs from the leaf to the root. False for anything malformed: proofs come from strangers. */
export function isIncluded({ leafHash, index, size, root, proof }: InclusionClaim): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false
  const sides = siblingSides(index, size - 1)
  if (proof.length !== sides.length || ![leafHash, ...proof].every(isHash)) return false
  return isSame(climb(leafHash, proof, sides), root)
}

/** Climbs to both roots from the last whole subtree of the old tree. */
export function isConsistent({ oldSize, oldRoot, newSize, newRoot, proof }: ConsistencyClaim): boolean {
  if (!isCount(oldSize) || !isCount(newSize) || oldSize === 0 || oldSize > newSize) return false
  if (oldSize === newSize) return proof.length === 0 && isSame(oldRoot, newRoot)
  let node = oldSize - 1
  let last = newSize - 1
  while (isRight(node)) [node, last] = [parent(node), parent(last)]
  // An old tree that is itself a whole left edge has its root as that subtree, and the proof leaves it out.
  const [subtree, ...siblings] = node === 0 ? [oldRoot, ...proof] : proof
  const sides = siblingSides(node, last)
  if (!subtree || siblings.length !== sides.length || !proof.every(isHash)) return false
  // What stands to the right was not there yet when the tree was old.
  const oldSiblings = siblings.filter((_, level) => sides[level] === 'left')
  const oldSides = sides.filter(side => side === 'left')
  return isSame(climb(subtree, oldSiblings, oldSides), oldRoot) && isSame(climb(subtree, siblings, sides), newRoot)
}

type Side = 'left' | 'right'

function climb(start: Uint8Array, siblings: Proof, sides: readonly Side[]): Uint8Array {
  return siblings.reduce(
    (hash, sibling, level) => (sides[level] === 'left' ? parentHash(sibling, hash) : parentHash(hash, sibling)),
    start,
  )
}

/** On which side a sibling stands at each level, up from `node` where `last` is the rightmost node of its level. */
function siblingSides(node: number, last: number): Side[] {
  const sides: Side[] = []
  while (last > 0) {
    if (isRight(node)) sides.push('left')
    else if (node < last)
      sides.push('right') // The rightmost node may stand alone: then it rises as it is.
    ;[node, last] = [parent(node), parent(last)]
  }
  return sides
}

/** The tree of the leaves from `start` up to, not including, `end` (§2.1). */
function rangeHash(leafHashes: readonly Uint8Array[], start: number, end: number): Uint8Array {
  if (end === start) return sha256(Uint8Array.of())
  if (end - start === 1) return leafHashes[start]!
  const middle = start + leftSize(end - start)
  return parentHash(rangeHash(leafHashes, start, middle), rangeHash(leafHashes, middle, end))
}

/** The greatest power of two that is less than the size: left subtrees are always full. */
function leftSize(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}

// Counts may exceed 32 bits, where `>> 1` and `& 1` would lie.
const parent = (node: number): number => Math.floor(node / 2)
const isRight = (node: number): boolean => node % 2 === 1
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0
const isHash = (bytes: Uint8Array): boolean => bytes.length === hashBytes
const isSame = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, index) => byte === right[index])
