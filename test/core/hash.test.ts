// Goal: hashes that NIST and the RFCs would sign. Method: their vectors, field by field.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { concat, fromHex, toHex, utf8Encode } from '../../src/core/bytes.ts'
import { derivedBytesMax, hkdfSha256, hmacSha256, sha256, sha256Hex } from '../../src/core/hash.ts'
import { describeGroundTruth } from '../ground-truth.ts'

describeGroundTruth('SHA-256, HMAC and HKDF', 'crypto', folder => {
  test.each([
    { file: 'SHA256ShortMsg.rsp', count: 65 },
    { file: 'SHA256LongMsg.rsp', count: 64 },
  ])('SHA-256 agrees with the $count messages of $file', ({ file, count }) => {
    const vectors = vectorsOf(folder, file, 'MD')
    expect(vectors.length).toBe(count)
    for (const { Len, Msg, MD } of vectors) {
      // Len counts bits; a message of none is written as one zero byte.
      const message = fromHex(Msg!).subarray(0, Number(Len) / 8)
      expect(sha256Hex(message)).toBe(MD)
    }
  })

  test('SHA-256 agrees with the Monte Carlo chain of 100,000 hashes (SHAVS §6.4)', () => {
    const vectors = vectorsOf(folder, 'SHA256Monte.rsp', 'MD')
    expect(vectors.length).toBe(100)
    let seed = fromHex(vectors[0]!.Seed!)
    for (const { MD } of vectors) {
      seed = lastOfThousand(seed)
      expect(toHex(seed)).toBe(MD)
    }
  })

  test('HMAC agrees with the test cases of RFC 4231', () => {
    const vectors = vectorsOf(folder, 'hmac-rfc4231-sha256.txt', 'MD')
    expect(vectors.length).toBe(6)
    for (const { Key, Msg, MD } of vectors) {
      expect(toHex(hmacSha256({ key: fromHex(Key!), message: fromHex(Msg!) }))).toBe(MD)
    }
  })

  test('HKDF agrees with the test cases of RFC 5869, appendix A', () => {
    const vectors = vectorsOf(folder, 'hkdf-rfc5869-sha256.txt', 'OKM')
    expect(vectors.length).toBe(3)
    for (const { IKM, salt, info, L, OKM } of vectors) {
      const [secret, publicSalt, purpose] = [fromHex(IKM!), fromHex(salt!), fromHex(info!)]
      expect(toHex(hkdfSha256({ secret, salt: publicSalt, purpose, lengthBytes: Number(L) }))).toBe(OKM)
    }
  })
})

describe('SHA-256', () => {
  test('of "abc" is the digest of FIPS 180-4, with or without outside facts at hand', () => {
    expect(sha256Hex(utf8Encode('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})

describe('a derived key', () => {
  const derivation = { secret: utf8Encode('secret'), salt: utf8Encode('salt'), purpose: utf8Encode('links') }

  test('differs from that for another purpose', () => {
    const links = hkdfSha256({ ...derivation, lengthBytes: 32 })
    const documents = hkdfSha256({ ...derivation, purpose: utf8Encode('documents'), lengthBytes: 32 })
    expect(toHex(links)).not.toBe(toHex(documents))
  })

  test('may be as long as RFC 5869 §2.3 allows, and no longer', () => {
    expect(hkdfSha256({ ...derivation, lengthBytes: derivedBytesMax }).length).toBe(derivedBytesMax)
    expect(() => hkdfSha256({ ...derivation, lengthBytes: derivedBytesMax + 1 })).toThrow('a derived key has 1 to 8160')
  })

  test('has at least one byte', () => {
    expect(() => hkdfSha256({ ...derivation, lengthBytes: 0 })).toThrow('a derived key has 1 to 8160')
  })
})

/** Each hash is taken of the three before it. */
function lastOfThousand(seed: Uint8Array): Uint8Array {
  let three: [Uint8Array, Uint8Array, Uint8Array] = [seed, seed, seed]
  for (let round = 0; round < 1000; round++) three = [three[1], three[2], sha256(concat(...three))]
  return three[2]
}

/** Reads `Field = value` lines; a vector ends with the field that holds its answer. */
function vectorsOf(folder: string, file: string, answer: string): Record<string, string>[] {
  const vectors: Record<string, string>[] = []
  let fields: Record<string, string> = {}
  for (const line of readFileSync(join(folder, file), 'utf8').split(/\r?\n/)) {
    const [, name, value] = line.match(/^(\w+)\s*=\s*(.*)$/) ?? []
    if (!name) continue
    fields[name] = value!
    if (name !== answer) continue
    vectors.push(fields)
    fields = {}
  }
  return vectors
}
