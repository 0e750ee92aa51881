// A connection agreed on by hand: each side is said once, with all its candidates, and the answer may take minutes.

import { fromHex, toHex } from '../core/bytes.ts'
import { DataChannelPort } from './data-channel-port.ts'
import { fromSdp, toSdp } from './description.ts'
import { candidatesMax, type HandCandidate, type HandSide, InvitationError } from './invitation.ts'
import type { Port } from './port.ts'

/** One side of such a connection. */
export interface HandCall {
  /** Open when both sides know each other. It never is, if the other side does nothing: the caller decides how long. */
  readonly port: Promise<Port>
  offer(): Promise<HandSide>
  answer(offer: HandSide): Promise<HandSide>
  take(answer: HandSide): Promise<void>
  close(): void
}

/** Without STUN servers a browser knows its addresses at once; a server that is silent is not waited for. */
const gatherWithinMs = 3000

export function callByHand(iceServers: readonly RTCIceServer[]): HandCall {
  if (typeof RTCPeerConnection === 'undefined')
    throw new InvitationError('noWay', 'invitation: this browser has no WebRTC')
  const connection = new RTCPeerConnection({ iceServers: [...iceServers] })
  const channel = connection.createDataChannel('tabswarm', { negotiated: true, id: 0 })
  // Only now: until the answer has come, failed checks mean nothing.
  const port = new Promise<Port>(resolve => {
    channel.onopen = () => resolve(new DataChannelPort(connection, channel))
  })
  const describe = async (own: RTCSessionDescriptionInit): Promise<HandSide> => {
    await connection.setLocalDescription(own)
    await gathered(connection)
    const sdp = connection.localDescription!.sdp
    const candidates = candidatesIn(sdp)
    if (candidates.length > 0) return { description: fromSdp(sdp), candidates }
    throw new InvitationError('noWay', 'invitation: this browser has no way out, it found no candidates')
  }
  const hear = async (type: 'offer' | 'answer', side: HandSide): Promise<void> => {
    const sdp = toSdp(side.description) + side.candidates.map(line => `a=${candidateLine(line)}\r\n`).join('')
    await connection.setRemoteDescription({ type, sdp })
  }
  return {
    port,
    offer: async () => describe(await connection.createOffer()),
    async answer(offer) {
      await hear('offer', offer)
      return await describe(await connection.createAnswer())
    },
    take: answer => hear('answer', answer),
    close: () => connection.close(),
  }
}

function gathered(connection: RTCPeerConnection): Promise<void> {
  return new Promise(resolve => {
    const enough = setTimeout(resolve, gatherWithinMs)
    const look = () => {
      if (connection.iceGatheringState !== 'complete') return
      clearTimeout(enough)
      resolve()
    }
    connection.onicegatheringstatechange = look
    look()
  })
}

/** Those that reach the next desk first, then those behind a router. */
const byUse = (candidate: HandCandidate): number => (candidate.isReflexive ? 1 : candidate.kind === 'v6' ? 2 : 0)

export const candidatesIn = (sdp: string): HandCandidate[] =>
  [...sdp.matchAll(/^a=candidate:\S+ 1 udp \d+ (\S+) (\d+) typ (host|srflx)/gim)]
    .flatMap(([, address, port, type]) => {
      const parsed = addressBytes(address!)
      return parsed === null ? [] : [{ ...parsed, port: Number(port), isReflexive: type === 'srflx' }]
    })
    .filter(({ port }) => port > 0)
    .sort((left, right) => byUse(left) - byUse(right))
    .slice(0, candidatesMax)

export function candidateLine(candidate: HandCandidate): string {
  const { kind, address, port, isReflexive } = candidate
  const text = kind === 'v4' ? [...address].join('.') : kind === 'v6' ? groups(toHex(address)) : hiddenName(address)
  const type = isReflexive ? 'srflx raddr 0.0.0.0 rport 0' : 'host'
  // RFC 8445 §5.1.2: 2^24 x type preference (126 for host, 100 for server reflexive) and so on.
  const priority = (isReflexive ? 100 : 126) * 2 ** 24 + 65_535 * 2 ** 8 + 255
  return `candidate:${byUse(candidate) + 1} 1 udp ${priority} ${text} ${port} typ ${type}`
}

/** Null for what is none of the three. */
function addressBytes(text: string): Pick<HandCandidate, 'kind' | 'address'> | null {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(text)) return { kind: 'v4', address: Uint8Array.from(text.split('.'), Number) }
  const hidden = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.local$/i.exec(text)
  if (hidden !== null) return { kind: 'name', address: fromHex(hidden[1]!.replaceAll('-', '')) }
  const [head = '', tail, ...more] = text.split('::')
  const words = (part: string) => (part === '' ? [] : part.split(':'))
  const given = [words(head), words(tail ?? '')] as const
  const missing = 8 - given[0].length - given[1].length
  if (!/^[0-9a-f:]+$/i.test(text) || more.length > 0 || (tail === undefined ? missing !== 0 : missing < 1)) return null
  const all = [...given[0], ...Array.from({ length: missing }, () => '0'), ...given[1]]
  return { kind: 'v6', address: fromHex(all.map(word => word.padStart(4, '0')).join('')) }
}

const groups = (hex: string): string => (hex.match(/.{4}/g) ?? []).join(':')

const hiddenName = (address: Uint8Array): string =>
  `${toHex(address).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')}.local`
