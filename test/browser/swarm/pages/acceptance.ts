// Runs the acceptance suite of links in a real page, over real data channels.

import { broadcastLink } from '../../../../src/swarm/broadcast-link.ts'
import { direct } from '../../../../src/swarm/crossing.ts'
import { newKey } from '../../../../src/swarm/key.ts'
import { type Libp2pLink, libp2pLink } from '../../../../src/swarm/libp2p-link.ts'
import { createNode, type SwarmNode, selfOf } from '../../../../src/swarm/node.ts'
import { type LinkRoom, linkAcceptance } from '../../../swarm/link.acceptance.ts'

type Kind = 'direct' | 'carried'

declare global {
  interface Window {
    claims: readonly string[]
    runClaim(kind: Kind, claim: string): Promise<string>
    moveWhileTalking(): Promise<{ ways: string[]; heard: number[] }>
  }
}

window.claims = linkAcceptance.map(({ claim }) => claim)

window.runClaim = async (kind, claim) => {
  const { links, room } = makeRoom(kind)
  await linkAcceptance.find(check => check.claim === claim)!.run(room)
  const ways = links.flatMap(link => link.peers().map(peer => link.way(peer)))
  await room.dispose()
  return ways.join()
}

/** Hides WebRTC until the two speak over the carrier, then lets them find it while one counts aloud. */
window.moveWhileTalking = async () => {
  const { room } = makeRoom('direct')
  const hidden = window.RTCPeerConnection
  Reflect.deleteProperty(window, 'RTCPeerConnection')
  const links = [await room.link(), await room.link()] as [Libp2pLink, Libp2pLink]
  const ways: string[] = []
  const heard: number[] = []
  let said = 0
  const isDirect = new Promise<void>(resolve => {
    for (const link of links) {
      link.open({
        receive: (_, bytes) => heard.push(new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)),
        peersChanged(peers) {
          const way = peers.map(peer => link.way(peer)).join()
          if (link === links[0] && way !== '') ways.push(way)
          if (way === 'tabs') window.RTCPeerConnection = hidden
          if (way === direct) resolve()
        },
      })
    }
  })
  const talk = setInterval(() => {
    const number = new Uint8Array(4)
    const [left, right] = links
    if (left.peers().length === 0) return
    new DataView(number.buffer).setUint32(0, said++)
    left.send(right.self, number)
  }, 1)
  await isDirect
  await new Promise(resolve => setTimeout(resolve, 500))
  clearInterval(talk)
  while (heard.length < said) await new Promise(resolve => setTimeout(resolve, 10))
  await room.dispose()
  return { ways, heard }
}

function makeRoom(kind: Kind): { links: Libp2pLink[]; room: LinkRoom } {
  const channel = `acceptance ${crypto.randomUUID()}`
  const nodes: SwarmNode[] = []
  const links: Libp2pLink[] = []
  if (kind === 'carried') Reflect.deleteProperty(window, 'RTCPeerConnection')
  return {
    links,
    room: {
      async link() {
        const privateKey = await newKey()
        const tabs = broadcastLink({ channel, self: selfOf(privateKey) })
        const node = await createNode({ privateKey, carriers: () => [{ name: 'tabs', link: tabs }] })
        nodes.push(node)
        const link = libp2pLink({ node })
        links.push(link)
        return link
      },
      async dispose() {
        for (const node of nodes) await node.stop()
      },
    },
  }
}
