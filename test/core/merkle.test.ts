// Goal: a tree whose proofs convince exactly when they should. Method: RFC 6962 vectors, then every tree up to 33 leaves.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex, utf8Encode } from '../../src/core/bytes.ts'
import {
  isConsistent,
  isIncluded,
  leafHash,
  type Proof,
  parentHash,
  proveConsistency,
  proveInclusion,
  treeHash,
} from '../../src/core/merkle.ts'
import { describeGroundTruth } from '../ground-truth.ts'

interface ProofVector {
  file: string
  proof: string[] | null
  wantErr: boolean
}

interface Vectors {
  inclusion: (ProofVector & { leafIdx: number; treeSize: number; root: string; leafHash: string })[]
  consistency: (ProofVector & { size1: number; size2: number; root1: string; root2: string })[]
  leafInputs: string[]
  rootHashesBySize0to8: string[]
  hasher: Record<string, string>
}

describeGroundTruth('Certificate Transparency’s vectors', 'merkle-rfc6962', folder => {
  const vectors: Vectors = JSON.parse(readFileSync(join(folder, 'vectors.json'), 'utf8'))
  const rejected = [...vectors.inclusion, ...vectors.consistency].filter(vector => vector.wantErr)

  test('are 196 proofs, of which 184 must be rejected', () => {
    expect(vectors.inclusion.length + vectors.consistency.length).toBe(196)
    expect(rejected.length).toBe(184)
  })

  for (const { file, leafIdx, treeSize, root, proof, wantErr, ...claim } of vectors.inclusion) {
    test(`${file} is ${wantErr ? 'rejected' : 'accepted'}`, () => {
      const included = isIncluded({
        leafHash: fromBase64(claim.leafHash),
        index: leafIdx,
        size: treeSize,
        root: fromBase64(root),
        proof: proofFrom(proof),
      })
      expect(included).toBe(!wantErr)
    })
  }

  for (const { file, size1, size2, root1, root2, proof, wantErr } of vectors.consistency) {
    test(`${file} is ${wantErr ? 'rejected' : 'accepted'}`, () => {
      const consistent = isConsistent({
        oldSize: size1,
        oldRoot: fromBase64(root1),
        newSize: size2,
        newRoot: fromBase64(root2),
        proof: proofFrom(proof),
      })
      expect(consistent).toBe(!wantErr)
    })
  }

  test('give the roots of their trees of 0 to 8 leaves', () => {
    const leaves = vectors.leafInputs.map(input => leafHash(fromHex(input)))
    const roots = vectors.rootHashesBySize0to8.map((_, size) => toHex(treeHash(leaves.slice(0, size))))
    expect(roots).toEqual(vectors.rootHashesBySize0to8)
  })

  test('hash leaves and parents as their hasher does', () => {
    expect(toHex(leafHash(utf8Encode('')))).toBe(vectors.hasher['leaf("")'])
    expect(toHex(leafHash(utf8Encode('L123456')))).toBe(vectors.hasher['leaf("L123456")'])
    const node = parentHash(utf8Encode('N123'), utf8Encode('N456'))
    expect(toHex(node)).toBe(vectors.hasher['node("N123","N456")'])
  })
})

/** One more than a power of two, so that lonely right edges of every height occur. */
const sizeMax = 33

describe('every tree up to 33 leaves', () => {
  test('proves each of its leaves, and no other leaf, place, size or root', () => {
    for (const { size, leaves, root } of trees) {
      for (const [index, leaf] of leaves.entries()) {
        const claim = { leafHash: leaf, index, size, root, proof: proveInclusion(leaves, index) }
        expect(isIncluded(claim)).toBe(true)
        expect(isIncluded({ ...claim, leafHash: stranger })).toBe(false)
        expect(isIncluded({ ...claim, root: stranger })).toBe(false)
        for (const other of [-1, size, ...leaves.keys()].filter(other => other !== index)) {
          expect(isIncluded({ ...claim, index: other })).toBe(false)
        }
        for (const bent of bends(claim.proof)) expect(isIncluded({ ...claim, proof: bent })).toBe(false)
      }
    }
  })

  test('proves each tree that it has grown from, and no other', () => {
    for (const { size: newSize, leaves, root: newRoot } of trees) {
      for (const { size: oldSize, root: oldRoot } of trees.slice(0, newSize)) {
        const claim = { oldSize, oldRoot, newSize, newRoot, proof: proveConsistency(leaves, oldSize) }
        expect(isConsistent(claim)).toBe(true)
        expect(isConsistent({ ...claim, oldRoot: stranger })).toBe(false)
        expect(isConsistent({ ...claim, newRoot: stranger })).toBe(false)
        for (const bent of bends(claim.proof)) expect(isConsistent({ ...claim, proof: bent })).toBe(false)
      }
    }
  })

  test('needs no more than one hash for each level', () => {
    for (const { size, leaves } of trees) {
      const height = Math.ceil(Math.log2(size))
      for (const index of leaves.keys()) expect(proveInclusion(leaves, index).length).toBeLessThanOrEqual(height)
    }
  })
})

describe('a proof', () => {
  test('about sizes beyond 32 bits is judged by the same arithmetic', () => {
    // The last leaf of an odd tree stands alone up to the root's left neighbour: one hash proves it.
    const root = parentHash(stranger, leafHash(utf8Encode('last')))
    const claim = { leafHash: leafHash(utf8Encode('last')), index: 2 ** 40, size: 2 ** 40 + 1, root, proof: [stranger] }
    expect(isIncluded(claim)).toBe(true)
    expect(isIncluded({ ...claim, index: 0 })).toBe(false)
  })

  test.each([Number.NaN, 0.5, -1, 2 ** 53, Number.POSITIVE_INFINITY])('about leaf %d proves nothing', index => {
    expect(isIncluded({ leafHash: stranger, index, size: 2 ** 53, root: stranger, proof: [] })).toBe(false)
  })

  test('does not take a parent for a leaf (RFC 6962 §2.1)', () => {
    const [left, right] = [utf8Encode('left'), utf8Encode('right')].map(leafHash) as [Uint8Array, Uint8Array]
    const forged = leafHash(new Uint8Array([...left, ...right]))
    expect(toHex(forged)).not.toBe(toHex(treeHash([left, right])))
  })

  test('is not made for a leaf or an old tree that is not there', () => {
    expect(() => proveInclusion([stranger], 1)).toThrow('the leaf is in the tree')
    expect(() => proveConsistency([stranger], 0)).toThrow('the old tree has a leaf')
    expect(() => proveConsistency([stranger], 2)).toThrow('no larger than the new one')
  })
})

const stranger = leafHash(utf8Encode('stranger'))
const trees = Array.from({ length: sizeMax }, (_, before) => {
  const leaves = Array.from({ length: before + 1 }, (_, index) => leafHash(Uint8Array.of(index)))
  return { size: before + 1, leaves, root: treeHash(leaves) }
})

/** The same proof, wrong in each way there is: longer, shorter, a hash changed, a hash cut, two hashes swapped. */
function bends(proof: Proof): Proof[] {
  return [
    [stranger, ...proof],
    [...proof, stranger],
    [...proof, Uint8Array.of()],
    ...proof.map((_, at) => proof.toSpliced(at, 1)),
    ...proof.map((_, at) => proof.with(at, stranger)),
    ...proof.map((hash, at) => proof.with(at, hash.subarray(0, 31))),
    ...(proof.length > 1 ? [proof.toReversed()] : []),
  ]
}

const proofFrom = (proof: string[] | null): Proof => (proof ?? []).map(fromBase64)
const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))
