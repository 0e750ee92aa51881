// What one laptop hands to another where there is no server at all: a signed WebRTC offer, short enough for a QR code or
// a line of chat, and the answer to hand back. It holds no password: who has only the invitation still has to prove one.

import { publicKeyFromRaw } from '@libp2p/crypto/keys'
import type { PrivateKey } from '@libp2p/interface'
import { peerIdFromPublicKey } from '@libp2p/peer-id'
import { type PeerId, peerId } from '../core/ids.ts'
import { bytesOf, choice, flag, list, maybe, nat, type Of, oneOf, peer, record, textOf, within } from '../core/shape.ts'
import { description, isSafeDescription } from './description.ts'
import { parsed, written } from './frame.ts'

/** So that it is known wherever it is pasted, and a later version is told apart. */
export const invitationPrefix = 'swarm1.'
/** The longest room name, all of six candidates, and a link round it. */
export const invitationTextMax = 8192
export const roomNameBytesMax = 1024
/** A laptop with VPNs has more; these are the ones that reach somebody. */
export const candidatesMax = 6
/** Clocks of laptops without a network go wrong by so much. */
export const clockSkewS = 120

/** A name is that of a browser that hides its address: sixteen bytes of it, under `.local`. */
const candidate = record({
  kind: choice('v4', 'v6', 'name'),
  address: bytesOf(16),
  port: within(1, 65_535),
  isReflexive: flag,
})
export type HandCandidate = Of<typeof candidate>

const side = { description, candidates: list(candidate, candidatesMax) }
const sideShape = record(side)
/** How one browser can be reached. */
export type HandSide = Of<typeof sideShape>

const room = textOf(roomNameBytesMax)
const handed = oneOf({
  invitation: { key: bytesOf(32), session: nat, room, untilS: nat, ...side, signature: bytesOf(64) },
  answer: { key: bytesOf(32), session: nat, ...side, signature: bytesOf(64) },
})

/** What the key signs: an answer is to one invitation, and to nobody else's. */
const statement = record({
  purpose: choice('tabswarm invitation 1'),
  from: peer,
  to: maybe(peer),
  session: nat,
  room,
  untilS: nat,
  side: sideShape,
})

/** What both sides of an invitation know of it. */
export interface Terms {
  readonly session: number
  readonly room: string
  /** In seconds of the inviter's clock. */
  readonly untilS: number
}

export interface Invitation {
  readonly from: PeerId
  readonly terms: Terms
  readonly side: HandSide
}

export interface Answer {
  readonly from: PeerId
  readonly session: number
  readonly side: HandSide
  /** Whether it was given to this invitation of ours. */
  isTo(self: PeerId, terms: Terms): Promise<boolean>
}

export const invitationTroubles = [
  'garbled',
  'forged',
  'expired',
  'used',
  'otherRoom',
  'own',
  'notAsked',
  'tooMany',
  'noWay',
] as const
export type InvitationTrouble = (typeof invitationTroubles)[number]

export class InvitationError extends Error {
  override readonly name = 'InvitationError'
  readonly trouble: InvitationTrouble

  constructor(trouble: InvitationTrouble, why: string) {
    super(why)
    this.trouble = trouble
  }
}

export async function writeInvitation(privateKey: PrivateKey, terms: Terms, side: HandSide): Promise<string> {
  const signature = await privateKey.sign(stated(selfOf(privateKey), null, terms, side))
  return asText({ type: 'invitation', key: privateKey.publicKey.raw, ...terms, ...side, signature })
}

export async function writeAnswer(privateKey: PrivateKey, to: Invitation, side: HandSide): Promise<string> {
  const signature = await privateKey.sign(stated(selfOf(privateKey), to.from, to.terms, side))
  const { session } = to.terms
  return asText({ type: 'answer', key: privateKey.publicKey.raw, session, ...side, signature })
}

/** Reads what was pasted: the text, or a link or a message that holds it. An invitation read is signed by its sender. */
export async function readHanded(text: string): Promise<Invitation | Answer> {
  const read = parsedHanded(text)
  const { key, session, signature } = read
  const side: HandSide = { description: read.description, candidates: read.candidates }
  if (key.length !== 32 || !isSafeDescription(side.description) || !side.candidates.every(isWhole))
    throw new InvitationError('garbled', `${read.type}: its key, description or a candidate is not whole`)
  const publicKey = publicKeyFromRaw(key)
  const from = peerId(peerIdFromPublicKey(publicKey).toString())
  const isSigned = async (to: PeerId | null, terms: Terms) => {
    try {
      return await publicKey.verify(stated(from, to, terms, side), signature)
    } catch {
      return false // not a point of the curve
    }
  }
  if (read.type === 'answer') return { from, session, side, isTo: isSigned }
  const terms = { session, room: read.room, untilS: read.untilS }
  if (!(await isSigned(null, terms))) throw new InvitationError('forged', `invitation: it is not signed by ${from}`)
  return { from, terms, side }
}

/** The room that an invitation is for. */
export function roomInvitedTo(text: string): string {
  const read = parsedHanded(text)
  if (read.type === 'invitation') return read.room
  throw new InvitationError('notAsked', 'invitation: this is an answer to one')
}

function parsedHanded(text: string): Of<typeof handed> {
  const whole = text.slice(0, invitationTextMax).replace(/\s/g, '')
  const [, base64] = /swarm1\.([\w-]+)/.exec(whole) ?? []
  if (base64 === undefined)
    throw new InvitationError('garbled', `invitation: expected text with ${invitationPrefix}..., got other text`)
  const read = parsed(handed, fromBase64(base64), 'invitation')
  if (read === null) throw new InvitationError('garbled', 'invitation: a part of the text is missing or changed')
  return read
}

const stated = (from: PeerId, to: PeerId | null, terms: Terms, side: HandSide): Uint8Array =>
  written(statement, { purpose: 'tabswarm invitation 1', from, to, ...terms, side })

const selfOf = ({ publicKey }: PrivateKey): PeerId => peerId(peerIdFromPublicKey(publicKey).toString())

const isWhole = ({ kind, address }: HandCandidate): boolean => address.length === (kind === 'v4' ? 4 : 16)

const asText = (said: Of<typeof handed>): string => invitationPrefix + toBase64(written(handed, said))

/** In the alphabet that a link may hold. */
function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), character => character.charCodeAt(0))
  } catch {
    return new Uint8Array(0) // no invitation is empty
  }
}
