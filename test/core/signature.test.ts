// Goal: signatures that the whole world would sign and accept, and no others. Method: djb's vectors, then forgeries.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex, utf8Encode } from '../../src/core/bytes.ts'
import { isSigned, publicKeyOf, type Signed, sign } from '../../src/core/signature.ts'
import { describeGroundTruth } from '../ground-truth.ts'

/** Every eighth of 1,024: the messages grow by a byte a line, so all lengths up to 1,016 bytes are sampled in a second. */
const stride = 8

describeGroundTruth('Ed25519', 'crypto', folder => {
  const lines = readFileSync(join(folder, 'ed25519-sign.input'), 'utf8').trimEnd().split('\n')

  test(`signs and accepts every ${stride}th of the ${lines.length} known signatures`, () => {
    expect(lines.length).toBe(1024)
    for (let line = 0; line < lines.length; line += stride) {
      const [keyPair, publicKey, messageHex, signed] = lines[line]!.split(':') as [string, string, string, string]
      const secretKey = fromHex(keyPair.slice(0, 64))
      const message = fromHex(messageHex)
      const signature = sign({ secretKey, message })
      expect(toHex(publicKeyOf(secretKey))).toBe(publicKey)
      expect(toHex(signature)).toBe(signed.slice(0, 128))
      expect(isSigned({ publicKey: fromHex(publicKey), message, signature })).toBe(true)
    }
  })
})

describe('a signature', () => {
  test('is not one for another message', () => {
    expect(isSigned({ ...genuine, message: utf8Encode('retreat') })).toBe(false)
  })

  test('is not one by another key', () => {
    expect(isSigned({ ...genuine, publicKey: publicKeyOf(new Uint8Array(32).fill(8)) })).toBe(false)
  })

  test('with any one byte changed is none', () => {
    for (let at = 0; at < genuine.signature.length; at++) {
      expect(isSigned({ ...genuine, signature: genuine.signature.with(at, genuine.signature[at]! ^ 1) })).toBe(false)
    }
  })

  test.each([0, 63, 65])('of %i bytes is none, and no error either', length => {
    expect(isSigned({ ...genuine, signature: new Uint8Array(length) })).toBe(false)
  })

  test.each([0, 31, 33])('under a key of %i bytes is none, and no error either', length => {
    expect(isSigned({ ...genuine, publicKey: new Uint8Array(length) })).toBe(false)
  })

  test('under a key that is no point of the curve is none', () => {
    expect(isSigned({ ...genuine, publicKey: new Uint8Array(32).fill(0xff) })).toBe(false)
  })

  test('cannot be made for every message at once by a key of small order', () => {
    const identity = new Uint8Array(32).with(0, 1)
    const signature = new Uint8Array(64).with(0, 1)
    expect(isSigned({ publicKey: identity, message: utf8Encode('anything'), signature })).toBe(false)
  })
})

describe('a secret key', () => {
  test('of another length is a mistake of ours', () => {
    expect(() => publicKeyOf(new Uint8Array(64))).toThrow('a secret key has 32 bytes')
    expect(() => sign({ secretKey: new Uint8Array(31), message: genuine.message })).toThrow('a secret key has 32 bytes')
  })
})

const secretKey = new Uint8Array(32).fill(7)
const message = utf8Encode('attack at dawn')
const genuine: Signed = { publicKey: publicKeyOf(secretKey), message, signature: sign({ secretKey, message }) }
