// One side of a WebRTC session in about a hundred bytes: what differs between two data-only sessions, and nothing else.
// What a stranger sends is never handed to the browser as it is, but written anew from parsed parts.

import { fromHex, toHex } from '../core/bytes.ts'
import { bytesOf, choice, type Of, record, textOf } from '../core/shape.ts'

export const description = record({
  user: textOf(256),
  password: textOf(256),
  fingerprint: bytesOf(32),
  setup: choice('actpass', 'active', 'passive'),
})
export type Description = Of<typeof description>

/** RFC 8839 §5.4 allows up to 256 of these characters. Anything else could smuggle a line into the description. */
const iceText = /^[A-Za-z0-9+/]{4,256}$/
const candidateText = /^candidate:[\x20-\x7e]{1,250}$/

export const isSafeDescription = ({ user, password, fingerprint }: Description): boolean =>
  iceText.test(user) && iceText.test(password) && fingerprint.length === 32

export const isSafeCandidate = (candidate: string): boolean => candidateText.test(candidate)

export class DescriptionError extends Error {
  override readonly name = 'DescriptionError'
}

/** Takes the four parts out of what this browser wrote. */
export function fromSdp(sdp: string): Description {
  const line = (name: string): string => {
    const found = new RegExp(`^a=${name}:(.*?)\\s*$`, 'm').exec(sdp)
    if (found === null) throw new DescriptionError(`description.${name}: not in the browser's own`)
    return found[1]!
  }
  const setup = line('setup')
  if (setup !== 'actpass' && setup !== 'active' && setup !== 'passive') {
    throw new DescriptionError(`description.setup: expected a DTLS role, got ${setup}`)
  }
  const fingerprint = fromHex(
    line('fingerprint')
      .replace(/^sha-256 /i, '')
      .replaceAll(':', ''),
  )
  return { user: line('ice-ufrag'), password: line('ice-pwd'), fingerprint, setup }
}

export function toSdp({ user, password, fingerprint, setup }: Description): string {
  const fingerprintText = (toHex(fingerprint).toUpperCase().match(/../g) ?? []).join(':')
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    'a=mid:0',
    'a=ice-options:trickle',
    `a=ice-ufrag:${user}`,
    `a=ice-pwd:${password}`,
    `a=fingerprint:sha-256 ${fingerprintText}`,
    `a=setup:${setup}`,
    'a=sctp-port:5000',
    'a=max-message-size:262144',
    '',
  ].join('\r\n')
}
