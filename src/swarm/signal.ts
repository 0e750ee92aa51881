// What two peers say to each other over a carrier to reach one another, and the proof that they are who they say.

import { peerIdFromString } from '@libp2p/peer-id'
import type { PeerId } from '../core/ids.ts'
import { bytesOf, choice, nat, type Of, oneOf, peer, record, textOf } from '../core/shape.ts'
import { type Description, description } from './description.ts'
import { written } from './frame.ts'
import { portMessageBytesMax } from './port.ts'

/**
 * A session is named by who begins it. `end` says that the sender knows nothing of it, or no more. A `knock` asks the peer that dials, the one with the lower id, to do so.
 */
export const signal = oneOf({
  knock: {},
  offer: { session: nat, description, signature: bytesOf(64) },
  answer: { session: nat, description, signature: bytesOf(64) },
  candidate: { session: nat, candidate: textOf(260) },
  carry: { session: nat },
  carried: { session: nat, bytes: bytesOf(portMessageBytesMax) },
  end: { session: nat },
})
export type Signal = Of<typeof signal>
/** What is said within a session. */
export type SessionSignal = Exclude<Signal, { type: 'knock' }>

/**
 * What the key signs. DTLS proves that the far end owns the certificate with this fingerprint; the signature proves that
 * the peer means this certificate, for this session, with this other peer. So a carrier can delay or drop, but not sit
 * in the middle, and an old offer played again fails for want of the certificate's key.
 */
const statement = record({
  purpose: choice('tabswarm direct connection 1'),
  role: choice('offer', 'answer'),
  from: peer,
  to: peer,
  session: nat,
  description,
})

export interface Statement {
  readonly role: 'offer' | 'answer'
  readonly from: PeerId
  readonly to: PeerId
  readonly session: number
  readonly description: Description
}

export const statementBytes = (stated: Statement): Uint8Array =>
  written(statement, { purpose: 'tabswarm direct connection 1', ...stated })

/** An Ed25519 peer id is its public key, so the proof needs nothing else. */
export async function isSignedBy(stated: Statement, signature: Uint8Array): Promise<boolean> {
  try {
    const key = peerIdFromString(stated.from).publicKey
    return key !== undefined && (await key.verify(statementBytes(stated), signature))
  } catch {
    return false // not a peer id, or not a key
  }
}

/** Forty-eight bits: enough that two sessions of one pair do not meet, and a safe integer. */
export function newSession(): number {
  const [high, low] = crypto.getRandomValues(new Uint32Array(2)) as unknown as [number, number]
  return (high & 0xffff) * 2 ** 32 + low
}
