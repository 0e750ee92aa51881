// Goal: from a vocabulary to bytes and back. Method: the vocabulary of a small protocol, byte by byte.

import { describe, expect, test } from 'vitest'
import { decode, encode, messageBytesMax, speechOf } from '../../src/core/codec.ts'
import { bytes, list, text } from '../../src/core/shape.ts'
import { vocabulary } from './counting.ts'

const speech = speechOf(vocabulary)

describe('the speech of a vocabulary', () => {
  test('writes the place of the word, then its fields, and nothing else', () => {
    expect([...encode(speech.message, { type: 'added', total: 300 })]).toEqual([1, 0xac, 0x02])
    expect([...encode(speech.request, { type: 'prove', text: 'ab' })]).toEqual([1, 2, 97, 98])
    expect([...encode(speech.job, { type: 'prove', text: 'ab' })]).toEqual([0, 2, 97, 98])
    expect([...encode(speech.timer, { type: 'tick', round: 5 })]).toEqual([0, 5])
    expect([...encode(speech.event, { type: 'grew', total: 1 })]).toEqual([0, 1])
    expect([...encode(speech.durable, { total: 1 })]).toEqual([1])
  })

  test('is made once for each vocabulary', () => {
    expect(speechOf(vocabulary)).toBe(speech)
  })
})

describe('decoding', () => {
  test('refuses what is too large before it reads any of it', () => {
    const large = new Uint8Array(messageBytesMax + 1)
    expect(() => decode(bytes, large, 'gossip')).toThrow('gossip: expected at most 65536 bytes, got 65537')
    expect(() => decode(text, Uint8Array.of(1, 97), 'gossip', 1)).toThrow('gossip: expected at most 1 bytes, got 2')
  })

  test('does not believe in a list that is longer than its bytes', () => {
    expect(() => decode(list(text), Uint8Array.of(0xff, 0x1f, 0), 'gossip')).toThrow('gossip.1: ends too early')
  })
})
