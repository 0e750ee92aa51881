// What <swarm-room> tells its page.

import type { Room, RoomPeer } from '../swarm/room.ts'
import type { RelayState } from './ladder.ts'

export interface RoomStatus {
  readonly relay: RelayState
  readonly peers: readonly RoomPeer[]
}

export interface RoomEventDetails {
  /** The room itself, for a page to speak through. */
  'swarm-joined': { readonly room: Room }
  'swarm-left': { readonly name: string }
  /** Somebody came or went. */
  'swarm-peer': { readonly peer: RoomPeer; readonly isHere: boolean }
  'swarm-status': RoomStatus
  'swarm-error': { readonly message: string }
}

export function tell<Name extends keyof RoomEventDetails>(
  from: HTMLElement,
  name: Name,
  detail: RoomEventDetails[Name],
): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
}

declare global {
  interface HTMLElementEventMap extends RoomEventMap {}
}

type RoomEventMap = { readonly [Name in keyof RoomEventDetails]: CustomEvent<RoomEventDetails[Name]> }
