// What a path costs, beside a bare data channel with the same signalling: the limit, measured in the same page.

import type { Libp2pLink } from '../../../../src/swarm/libp2p-link.ts'
import type { Link } from '../../../../src/swarm/link.ts'

const echoes = 300
const blocks = 400
const blockBytes = 65_536

/** Two ends of a path: how to send, how to hear, and how to wait when asked to. */
interface End {
  send(bytes: Uint8Array<ArrayBuffer>): Promise<void> | undefined
  hear: ((bytes: Uint8Array) => void) | null
}

export async function costOfLink(left: Link, right: Link, way: string): Promise<Record<string, number>> {
  const begun = performance.now()
  const ends = [end(left), end(right)] as [End, End]
  let close: (() => void)[] = []
  await new Promise<void>(resolve => {
    const opened = (link: Link, own: End) =>
      link.open({
        receive: (_, bytes) => own.hear?.(bytes),
        peersChanged: peers => {
          if (peers.length > 0 && (link as Libp2pLink).way(peers[0]!) === way && link === left) resolve()
        },
      })
    close = [opened(left, ends[0]), opened(right, ends[1])]
  })
  const cost = await costOf(begun, ends)
  for (const closeOne of close) closeOne()
  return cost
}

export async function costOfRawChannel(): Promise<Record<string, number>> {
  const name = `raw ${crypto.randomUUID()}`
  const begun = performance.now()
  const [left, right] = await Promise.all([rawEnd(name, true), rawEnd(name, false)])
  const cost = await costOf(begun, [left.end, right.end])
  left.close()
  right.close()
  return cost
}

async function costOf(begun: number, [left, right]: [End, End]): Promise<Record<string, number>> {
  right.hear = bytes => void right.send(bytes as Uint8Array<ArrayBuffer>)
  await echo(left)
  const firstMessageMs = performance.now() - begun
  const times: number[] = []
  for (let number = 0; number < echoes; number++) {
    const sent = performance.now()
    await echo(left)
    times.push(performance.now() - sent)
  }
  let received = 0
  const all = new Promise<void>(resolve => {
    right.hear = bytes => {
      received += bytes.length
      if (received === blocks * blockBytes) resolve()
    }
  })
  const block = new Uint8Array(blockBytes)
  const bulkBegun = performance.now()
  for (let number = 0; number < blocks; number++) await left.send(block)
  await all
  const bulkMegabytesPerSecond = (blocks * blockBytes) / 1000 / (performance.now() - bulkBegun)
  return { firstMessageMs, roundTripMs: median(times), bulkMegabytesPerSecond }
}

function echo(end: End): Promise<void> {
  return new Promise(resolve => {
    end.hear = () => resolve()
    void end.send(new Uint8Array(1024))
  })
}

function end(link: Link): End {
  return {
    send: bytes => link.send(link.peers()[0]!, bytes),
    hear: null,
  }
}

async function rawEnd(name: string, isOffering: boolean): Promise<{ end: End; close: () => void }> {
  const signals = new BroadcastChannel(name)
  const connection = new RTCPeerConnection()
  const channel = connection.createDataChannel('raw', { negotiated: true, id: 0 })
  channel.binaryType = 'arraybuffer'
  channel.bufferedAmountLowThreshold = 262_144
  const opened = new Promise(resolve => channel.addEventListener('open', resolve))
  const tell = (kind: string, value: unknown) => signals.postMessage(JSON.stringify({ kind, value }))
  connection.onicecandidate = ({ candidate }) => candidate && tell('candidate', candidate)
  const early: RTCIceCandidateInit[] = []
  const describe = async (description: RTCSessionDescriptionInit) => {
    await connection.setLocalDescription(description)
    tell('description', description)
  }
  signals.onmessage = async ({ data }) => {
    const { kind, value } = JSON.parse(data)
    if (kind === 'candidate')
      return connection.remoteDescription ? connection.addIceCandidate(value) : early.push(value)
    if (kind === 'ready') return isOffering && describe(await connection.createOffer())
    await connection.setRemoteDescription(value)
    for (const candidate of early) await connection.addIceCandidate(candidate)
    if (!isOffering) await describe(await connection.createAnswer())
  }
  if (!isOffering) tell('ready', null)
  await opened
  const own: End = {
    send(bytes) {
      channel.send(bytes)
      if (channel.bufferedAmount < 1_048_576) return
      return new Promise(resolve => channel.addEventListener('bufferedamountlow', () => resolve(), { once: true }))
    },
    hear: null,
  }
  channel.onmessage = ({ data }) => own.hear?.(new Uint8Array(data))
  return {
    end: own,
    close: () => {
      connection.close()
      signals.close()
    },
  }
}

const median = (numbers: number[]): number => numbers.sort((left, right) => left - right)[numbers.length >> 1]!
