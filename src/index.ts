// What an embedder imports: rooms for a page of one's own. Elements come from `tabswarm/elements`, protocols with their
// rules from `tabswarm/protocols/raft` and its like, and what runs them from `tabswarm/lab`.

export { type JoinOptions, joinRoom } from './swarm/join-room.ts'
export type { Room, RoomEvents, RoomPeer } from './swarm/room.ts'
