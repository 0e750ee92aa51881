// The limit to measure against: bare data channels between tabs, with the same signalling and nothing above them.

import { makePath, type OpenPaths, onEach, othersIn, type Path, sendOver } from './path.ts'

/** A channel to each of the other tabs; the lower index offers. */
export const openPaths: OpenPaths = async place => {
  const { name, index } = place
  const opening = othersIn(place).map(other => {
    const pair = [index, other].sort((left, right) => left - right)
    return openPath(`${name} ${pair}`, index < other)
  })
  return onEach(await Promise.all(opening))
}

async function openPath(name: string, isOffering: boolean): Promise<Path> {
  const signals = new BroadcastChannel(name)
  const connection = new RTCPeerConnection()
  const channel = connection.createDataChannel('raw', { negotiated: true, id: 0 })
  channel.binaryType = 'arraybuffer'
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
  const path = makePath(sendOver(channel))
  channel.onmessage = ({ data }) => path.hear(new Uint8Array(data))
  return path
}
