// Our rooms, by the function that a page calls.

import type { PeerId } from '../../../../src/core/ids.ts'
import { joinRoom } from '../../../../src/swarm/join-room.ts'
import { makePath, type OpenPaths, type Path } from './path.ts'

export const openPaths: OpenPaths = async ({ name, count }) => {
  const room = await joinRoom({ room: name, storage: 'memory' })
  const paths = new Map<PeerId, Path>()
  const pathTo = (peer: PeerId): Path => {
    const path = paths.get(peer) ?? makePath(bytes => room.send(peer, bytes))
    paths.set(peer, path)
    return path
  }
  room.on('message', ({ from, bytes }) => pathTo(from).hear(bytes))
  const way = 'RTCPeerConnection' in window ? 'direct' : 'tabs'
  await new Promise<void>(resolve => {
    const look = () => {
      const there = [...room.peers.values()].filter(peer => peer.way === way)
      if (there.length === count - 1) resolve()
    }
    room.on('peer', look)
    room.on('changed', look)
    look()
  })
  return { each: [...room.peers.keys()].map(pathTo), toAll: bytes => void room.broadcast(bytes) }
}
