// What an embedder imports: rooms, and documents in them, for a page of one's own. Elements come from `tabswarm/elements`,
// protocols with their rules from `tabswarm/protocols/raft` and its like, and what runs them from `tabswarm/lab`.

export { type PeerId, peerId } from './core/ids.ts'
export { type OpenOptions, openDocument } from './documents/open-document.ts'
export { type DocumentKeys, grantWriting, newDocumentKeys, type Permit } from './documents/permission.ts'
export type {
  DocumentEvents,
  DocumentStatus,
  DocumentTrouble,
  SharedDocument,
  Version,
  Versions,
} from './documents/shared-document.ts'
export type { RoomCluster } from './swarm/cluster/cluster.ts'
export type { ClusterWishes } from './swarm/cluster/open-cluster.ts'
export { type JoinOptions, joinRoom } from './swarm/join-room.ts'
export type { Room, RoomEvents, RoomPeer } from './swarm/room.ts'
