// Messages over a stream that cuts where it likes.

import { expect, it } from 'vitest'
import { SeededRandom } from '../../src/core/random.ts'
import { Deframer, framed } from '../../src/swarm/message-framing.ts'

it('messages come back whole, wherever the stream is cut', () => {
  const random = new SeededRandom(5)
  const messages = Array.from({ length: 200 }, () =>
    new Uint8Array(random.between(0, 300)).map(() => random.between(0, 255)),
  )
  const stream = messages.flatMap(message => [...framed(message)])
  const deframer = new Deframer(300)
  const got: Uint8Array[] = []
  for (let at = 0; at < stream.length; ) {
    const next = at + random.between(1, 500)
    got.push(...deframer.push(Uint8Array.from(stream.slice(at, next))))
    at = next
  }
  expect(got.map(bytes => bytes.join())).toEqual(messages.map(bytes => bytes.join()))
})

it('a message over the limit is refused at its header, before it is kept', () => {
  expect(() => new Deframer(100).push(framed(new Uint8Array(101)).subarray(0, 4))).toThrow(
    'message: expected at most 100 bytes, got 101',
  )
})
