// The limit to measure against: bare data channels between tabs, with the same signalling and nothing above them.

import { makePath, type Path } from './path.ts'

export interface Place {
  readonly name: string
  readonly index: number
  readonly count: number
}

/** A channel to each of the other tabs; the lower index offers. */
export async function openRaw({ name, index, count }: Place): Promise<Path[]> {
  const others = [...Array(count).keys()].filter(other => other !== index)
  return await Promise.all(
    others.map(other => {
      const pair = [index, other].sort((left, right) => left - right)
      return openPath(`${name} ${pair}`, index < other)
    }),
  )
}

async function openPath(name: string, isOffering: boolean): Promise<Path> {
  const signals = new BroadcastChannel(name)
  const connection = new RTCPeerConnection()
  const channel = connection.createDataChannel('raw', { negotiated: true, id: 0 })
  channel.binaryType = 'arraybuffer'
  channel.bufferedAmountLowThreshold = 262_144
  const opened = new Promise(resolve => channel.addEventListener('open', resolve))
  const tell = (kind: string, value: unknown) => signals.postMessage(JSON.stringify({ kind, value }))
  connection.onicecandidate = ({ candidate }) => candidate && tell('candidate', candidate)
  const early: RTCIceCandidateInit[] = []
  let isDescribed = false
  const describe = async (description: RTCSessionDescriptionInit) => {
    await connection.setLocalDescription(description)
    tell('description', description)
  }
  const begin = async () => {
    if (isDescribed) return
    isDescribed = true
    await describe(await connection.createOffer())
  }
  signals.onmessage = async ({ data }) => {
    const { kind, value } = JSON.parse(data)
    if (kind === 'candidate')
      return connection.remoteDescription ? connection.addIceCandidate(value) : early.push(value)
    if (kind === 'ready') return isOffering ? begin() : tell('ready', null)
    await connection.setRemoteDescription(value)
    for (const candidate of early) await connection.addIceCandidate(candidate)
    if (!isOffering) await describe(await connection.createAnswer())
  }
  tell('ready', null)
  await opened
  const path = makePath(bytes => {
    channel.send(bytes)
    if (channel.bufferedAmount < 1_048_576) return
    return new Promise(resolve => channel.addEventListener('bufferedamountlow', () => resolve(), { once: true }))
  })
  channel.onmessage = ({ data }) => path.hear(new Uint8Array(data))
  return path
}
