// Stock libp2p: a reservation at a circuit relay, and from there a WebRTC connection that it agrees on.

import { circuitRelayTransport } from '@libp2p/circuit-relay-v2'
import { identify } from '@libp2p/identify'
import type { Stream } from '@libp2p/interface'
import { noise } from '@libp2p/noise'
import { webRTC } from '@libp2p/webrtc'
import { webSockets } from '@libp2p/websockets'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p, type Libp2p } from 'libp2p'
import { Deframer, framed } from '../../../../src/swarm/message-framing.ts'
import { makePath, type OpenPaths, onEach, type Path, until } from './path.ts'

const protocol = '/bench/1.0.0'
const wordBytesMax = 1_048_576
const dialMs = 4000

export const openPaths: OpenPaths = async ({ name, index, count, servers }) => {
  const paths: Path[] = []
  let ready: () => void
  const areOpen = new Promise<void>(resolve => {
    ready = resolve
  })
  const take = (stream: Stream) => {
    paths.push(pathOver(stream))
    if (paths.length === count - 1) ready()
  }
  const libp2p = await createLibp2p({
    addresses: { listen: ['/p2p-circuit', '/webrtc'] },
    transports: [webSockets(), webRTC({ rtcConfiguration: { iceServers: [] } }), circuitRelayTransport()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionGater: { denyDialMultiaddr: () => false },
    services: { identify: identify() },
  })
  await libp2p.handle(protocol, take)
  await libp2p.dial(multiaddr(servers.circuit))
  // The reservation is there long before the event that says so.
  const ownAddress = () =>
    libp2p
      .getMultiaddrs()
      .map(String)
      .find(address => address.includes('/p2p-circuit/webrtc'))
  await until(() => ownAddress() !== undefined)
  const own = ownAddress()
  // The tabs tell each other their addresses; the lower index dials.
  const addresses = new BroadcastChannel(name)
  const dialled = new Set<number>()
  const tell = (isAnswer: boolean) => addresses.postMessage({ index, own, isAnswer })
  addresses.onmessage = async ({ data }) => {
    if (!data.isAnswer) tell(true)
    if (index > data.index || dialled.has(data.index)) return
    dialled.add(data.index)
    take(await streamTo(libp2p, data.own))
  }
  tell(false)
  await areOpen
  return onEach(paths)
}

/** Now and then a dial waits for a channel that the other side has already closed, until it is given up. */
async function streamTo(libp2p: Libp2p, address: string): Promise<Stream> {
  for (;;) {
    try {
      const signal = AbortSignal.timeout(dialMs)
      const connection = await libp2p.dial(multiaddr(address), { signal })
      return await connection.newStream(protocol, { signal })
    } catch {
      // again, as a page would
    }
  }
}

function pathOver(stream: Stream): Path {
  const deframer = new Deframer(wordBytesMax)
  const path = makePath(bytes => (stream.send(framed(bytes)) ? undefined : stream.onDrain()))
  stream.addEventListener('message', ({ data }) => {
    for (const word of deframer.push(data)) path.hear(word)
  })
  return path
}
