// Who is in which room, and nothing else: the relay passes messages only between members of one room.

import type { PeerId } from '../core/ids.ts'
import type { FromRelay } from '../swarm/relay-frame.ts'
import type { RelayLimits } from './limits.ts'

/** A member's side of the relay. A promise from `send` asks the sender to wait. */
export interface Seat {
  readonly peer: PeerId
  send(said: FromRelay): Promise<void> | undefined
  /** Someone with the same key took this seat: the member came back before we noticed that it had gone. */
  replaced(): void
}

export class Hall {
  readonly #rooms = new Map<string, Map<PeerId, Seat>>()
  readonly #limits: RelayLimits

  constructor(limits: RelayLimits) {
    this.#limits = limits
  }

  get roomCount(): number {
    return this.#rooms.size
  }

  get memberCount(): number {
    return [...this.#rooms.values()].reduce((sum, room) => sum + room.size, 0)
  }

  /** Returns how to leave; or null when the hall or the room is full. */
  join(place: string, seat: Seat): (() => void) | null {
    const room = this.#rooms.get(place) ?? new Map<PeerId, Seat>()
    const former = room.get(seat.peer)
    if (this.#rooms.size >= this.#limits.roomsMax && !this.#rooms.has(place)) return null
    if (room.size >= this.#limits.membersPerRoomMax && former === undefined) return null
    const others = [...room.values()].filter(other => other !== former)
    if (former !== undefined) this.#vacate(place, room, former)
    this.#rooms.set(place, room)
    room.set(seat.peer, seat)
    former?.replaced()
    void seat.send({ type: 'here', peers: others.map(({ peer }) => peer) })
    for (const other of others) void other.send({ type: 'joined', peer: seat.peer })
    return () => this.#vacate(place, room, seat)
  }

  /** Null when there is nobody of that name in the room. */
  seatOf(place: string, peer: PeerId): Seat | null {
    return this.#rooms.get(place)?.get(peer) ?? null
  }

  #vacate(place: string, room: Map<PeerId, Seat>, seat: Seat): void {
    if (room.get(seat.peer) !== seat) return // replaced, or left before
    room.delete(seat.peer)
    if (room.size === 0) this.#rooms.delete(place)
    for (const other of room.values()) void other.send({ type: 'left', peer: seat.peer })
  }
}
