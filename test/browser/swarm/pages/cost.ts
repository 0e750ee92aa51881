// One tab of a measurement: opens paths to the other tabs, echoes, sends in bulk and in bursts, and tells how long it took.

import type { PeerId } from '../../../../src/core/ids.ts'
import { broadcastLink } from '../../../../src/swarm/broadcast-link.ts'
import { newKey } from '../../../../src/swarm/key.ts'
import { libp2pLink } from '../../../../src/swarm/libp2p-link.ts'
import { createNode, selfOf } from '../../../../src/swarm/node.ts'
import { ask, makePath, type Path, plain } from './path.ts'
import { openRaw, type Place } from './raw-path.ts'

export type PathKind = 'raw' | 'direct' | 'tabs'

declare global {
  interface Window {
    /** Ready when every path is open, and has carried a message there and back. Returns how long that took. */
    connect(kind: PathKind, place: Place): Promise<number>
    roundTrip(): Promise<number>
    bulk(megabytes: number): Promise<number>
    burst(messages: number): Promise<number>
  }
}

const blockBytes = 64_000

let paths: Path[] = []

window.connect = async (kind, place) => {
  const begun = performance.now()
  paths = kind === 'raw' ? await openRaw(place) : await openLinks(kind, place)
  await Promise.all(paths.map(path => ask(path, 64)))
  return performance.now() - begun
}

window.roundTrip = async () => {
  const times: number[] = []
  for (let number = 0; number < 400; number++) {
    const begun = performance.now()
    await ask(paths[0]!, 1024)
    times.push(performance.now() - begun)
  }
  return times.reduce((sum, time) => sum + time) / times.length // a mean: the clock of a page is coarse
}

window.bulk = async megabytes => {
  const begun = performance.now()
  const block = new Uint8Array(blockBytes).fill(plain)
  for (let number = 0; number < (megabytes * 1_000_000) / blockBytes; number++) await paths[0]!.send(block)
  await ask(paths[0]!, 64)
  return (megabytes / (performance.now() - begun)) * 1000
}

window.burst = async messages => {
  const begun = performance.now()
  const message = new Uint8Array(1024).fill(plain)
  for (let number = 0; number < messages; number++) for (const path of paths) void path.send(message)
  await Promise.all(paths.map(path => ask(path, 64)))
  return performance.now() - begun
}

async function openLinks(way: string, { name, count }: Place): Promise<Path[]> {
  const privateKey = await newKey()
  const self = selfOf(privateKey)
  const tabs = broadcastLink({ channel: name, self })
  if (way === 'tabs') Reflect.deleteProperty(window, 'RTCPeerConnection')
  const node = await createNode({ privateKey, carriers: () => [{ name: 'tabs', link: tabs }] })
  const link = libp2pLink({ node })
  const opened = new Map<PeerId, Path>()
  const pathTo = (peer: PeerId): Path => {
    const path = opened.get(peer) ?? makePath(bytes => link.send(peer, bytes))
    opened.set(peer, path)
    return path
  }
  await new Promise<void>(resolve => {
    link.open({
      receive: (from, bytes) => pathTo(from).hear(bytes),
      peersChanged(peers) {
        if (peers.filter(peer => link.way(peer) === way).length === count - 1) resolve()
      },
    })
  })
  return link.peers().map(pathTo)
}
