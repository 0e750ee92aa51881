// The one function that a page calls: it makes this tab a peer, finds the others by every way there is, and opens a room.

import { assert } from '../core/assert.ts'
import type { PeerId } from '../core/ids.ts'
import { broadcastLink } from './broadcast-link.ts'
import type { Carrier } from './crossing.ts'
import { callByHand } from './hand-call.ts'
import { browserSeeds, claimIdentity, type Identity, newIdentity, type SeedStore } from './identity.ts'
import { roomInvitedTo } from './invitation.ts'
import { invitedLink } from './invited-link.ts'
import { type Libp2pLink, libp2pLink } from './libp2p-link.ts'
import type { Limits } from './limits.ts'
import { type Line, lineInAdvance } from './line.ts'
import { type Meeting, meetingOf } from './meeting.ts'
import { createNode, selfOf } from './node.ts'
import { browserPartials, noPartials } from './partials.ts'
import { relayLink } from './relay-link.ts'
import { Room, type RoomLink } from './room.ts'
import { sealedLink } from './sealed-link.ts'
import type { OpenWebSocket } from './web-socket-transport.ts'

export const roomNameLengthMax = 256
/** A page served by a relay says so in its head: `<meta name="tabswarm-relay" content="./relay">`. */
export const relayMeta = 'tabswarm-relay'

export type JoinOptions = JoinSettings & (RoomByName | RoomByInvitation)

interface RoomByName {
  /** Those who say the same name meet. */
  readonly room: string
}

interface RoomByInvitation {
  /** The text that `room.invite()` gave on another laptop: it names the room. Hand it to `room.accept` next. */
  readonly invitation: string
}

export interface JoinSettings {
  /** Shown to the others. */
  readonly name?: string
  /** Who lacks it can neither join nor read. */
  readonly password?: string
  /** Addresses such as `wss://school.example/relay`. Left out: the relay that serves this page, if one does. */
  readonly relays?: readonly string[]
  /** STUN and TURN servers. None unless the page's owner names some. */
  readonly iceServers?: readonly RTCIceServer[]
  /** `memory` makes a new peer of every page; a store of one's own keeps keys elsewhere. */
  readonly storage?: 'browser' | 'memory' | SeedStore
  readonly limits?: Partial<Limits>
  /** For Node 20, which has no WebSocket of its own. */
  readonly openWebSocket?: OpenWebSocket
}

export async function joinRoom(options: JoinOptions): Promise<Room> {
  const { password, storage = 'browser' } = options
  const room = 'room' in options ? options.room : roomInvitedTo(options.invitation)
  assert(room.length > 0 && room.length <= roomNameLengthMax, `a room name has 1 to ${roomNameLengthMax} characters`)
  const relays = (options.relays ?? relaysOfThisPage()).map(absolute)
  const seeds = storage === 'browser' ? browserSeeds() : storage // opens while the rest goes on
  const line = lineInAdvance(options.iceServers ?? [])
  let identity: Identity | undefined
  try {
    const meeting = await meetingOf({ room, password })
    identity = seeds === 'memory' ? await newIdentity() : await claimIdentity({ scope: meeting.place, seeds })
    return await openRoom({ options, room, relays, meeting, identity, line })
  } catch (error) {
    identity?.release()
    line?.connection.close()
    throw error
  }
}

interface Opening {
  readonly options: JoinSettings
  readonly room: string
  readonly relays: readonly string[]
  readonly meeting: Meeting
  readonly identity: Identity
  readonly line: Line | null
}

async function openRoom({ options, room: named, relays, meeting, identity, line }: Opening): Promise<Room> {
  const { place, secret } = meeting
  const { name, iceServers, limits, openWebSocket, storage = 'browser' } = options
  const partials = storage === 'browser' ? browserPartials() : noPartials
  const { privateKey } = identity
  const self = selfOf(privateKey)
  const invited = invitedLink({ self, privateKey, room: named, call: () => callByHand(iceServers ?? []) })
  let room: Room | undefined
  const node = await createNode({
    privateKey,
    line,
    ...(iceServers && { iceServers }),
    ...(openWebSocket && { openWebSocket }),
    carriers: connectRelay => [
      ...tabsCarrier(place, self),
      { name: 'invitation', link: invited },
      ...relays.map((url, index): Carrier => {
        const connect = (signal: AbortSignal) => connectRelay(url, signal)
        const onStatus = (trouble: string | null) => room?.relayChanged(url, trouble)
        return {
          name: index === 0 ? 'relay' : `relay${index + 1}`,
          link: relayLink({ self, place, connect, onStatus }),
        }
      }),
    ],
  })
  const libp2p = libp2pLink({ node, onTrouble: (peer, error) => room?.report(peer, error.message, error.trouble) })
  const link: RoomLink = secret === null ? libp2p : sealedLink(libp2p, secret)
  const opened = new Room({
    link,
    place,
    partials,
    invitations: invited,
    openGossip: async listener => {
      const { openGossip } = await import('./gossip.ts')
      return await openGossip({ privateKey, topic: place, listener })
    },
    ...(name !== undefined && { name }),
    ...(limits && { limits }),
  })
  room = opened
  leaveWithThePage(opened)
  followTheNetwork(opened, libp2p)
  opened.onLeave(async () => {
    identity.release()
    await node.stop()
  })
  return opened
}

/** Other tabs of this browser, where there can be any. */
function tabsCarrier(place: string, self: PeerId): Carrier[] {
  if (typeof BroadcastChannel === 'undefined') return []
  return [{ name: 'tabs', link: broadcastLink({ channel: `tabswarm ${place}`, self }) }]
}

/** The others should not wait for the silence of a page that is gone. One that Back brings back, as it was, begins anew. */
function leaveWithThePage(room: Room): void {
  const leave = ({ persisted }: PageTransitionEvent) => {
    void room.leave()
    if (persisted) globalThis.addEventListener('pageshow', () => location.reload(), { once: true })
  }
  globalThis.addEventListener?.('pagehide', leave)
  room.onLeave(() => globalThis.removeEventListener?.('pagehide', leave))
}

/** A laptop that wakes, or finds another network, should not wait for the next try. */
function followTheNetwork(room: Room, link: Libp2pLink): void {
  const changed = ({ type }: Event) => {
    if (type === 'online') link.wake()
    room.networkChanged(type === 'online')
  }
  for (const type of ['online', 'offline']) {
    globalThis.addEventListener?.(type, changed)
    room.onLeave(() => globalThis.removeEventListener?.(type, changed))
  }
}

function relaysOfThisPage(): string[] {
  if (typeof document === 'undefined') return []
  return [...document.querySelectorAll(`meta[name="${relayMeta}"]`)].map(meta => meta.getAttribute('content') ?? '')
}

/** A relay may be named relative to the page, as when the relay serves the page. */
const absolute = (relay: string): string =>
  typeof document === 'undefined' ? new URL(relay).href : new URL(relay, document.baseURI).href
