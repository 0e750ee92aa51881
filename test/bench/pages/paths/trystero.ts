// Trystero, whose tabs find each other on a relay of nostr.

import { joinRoom } from 'trystero'
import { makePath, type OpenPaths, onEach, type Path } from './path.ts'

export const openPaths: OpenPaths = async ({ name, count, servers }) => {
  const room = joinRoom({ appId: 'bench', relayConfig: { urls: [servers.nostr] }, rtcConfig: { iceServers: [] } }, name)
  const paths = new Map<string, Path>()
  const pathTo = (peer: string): Path => {
    const path = paths.get(peer) ?? makePath(bytes => words.send(bytes, { target: peer }))
    paths.set(peer, path)
    return path
  }
  const words = room.makeAction<Uint8Array<ArrayBuffer>>('word', {
    onMessage: (bytes, { peerId }) => pathTo(peerId).hear(bytes),
  })
  const joined = new Set<string>()
  await new Promise<void>(resolve => {
    room.onPeerJoin = peer => {
      if (joined.add(peer).size === count - 1) resolve()
    }
  })
  return { ...onEach([...joined].map(pathTo)), toAll: bytes => void words.send(bytes) }
}
