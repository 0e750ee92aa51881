// The hundred bytes that stand for a WebRTC session, and what a stranger might write into them.

import { describe, expect, it } from 'vitest'
import { type Description, fromSdp, isSafeCandidate, isSafeDescription, toSdp } from '../../src/swarm/description.ts'

const honest: Description = {
  user: 'aB3+',
  password: 'abcdefghijklmnopqrstuv/+',
  fingerprint: Uint8Array.from({ length: 32 }, (_, index) => index * 7),
  setup: 'actpass',
}

describe('a session description', () => {
  it('comes back from SDP as it was', () => {
    expect(fromSdp(toSdp(honest))).toEqual(honest)
  })
  it('is refused when a field could smuggle a line into SDP', () => {
    expect(isSafeDescription(honest)).toBe(true)
    for (const user of ['', 'abc', 'abcd\r\na=candidate:1', 'ab cd', 'é'.repeat(4), 'a'.repeat(257)]) {
      expect(isSafeDescription({ ...honest, user }), JSON.stringify(user)).toBe(false)
      expect(isSafeDescription({ ...honest, password: user }), JSON.stringify(user)).toBe(false)
    }
    expect(isSafeDescription({ ...honest, fingerprint: new Uint8Array(31) })).toBe(false)
  })
  it('takes candidates of one printable line only', () => {
    expect(isSafeCandidate('candidate:1 1 udp 2113937151 192.0.2.1 54400 typ host')).toBe(true)
    for (const text of ['', 'candidate:', 'candidate:1\r\na=x', `candidate:${'1'.repeat(300)}`, 'a=candidate:1 1']) {
      expect(isSafeCandidate(text), JSON.stringify(text)).toBe(false)
    }
  })
})
