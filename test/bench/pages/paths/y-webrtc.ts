// Documents by y-webrtc: what one tab says to another is a value of a shared map. Tabs of one browser would
// share documents over a BroadcastChannel: each of these has a browser context of its own.

import { WebrtcProvider } from 'y-webrtc'
import { Doc } from 'yjs'
import { makePath, type OpenPaths, othersIn, until } from './path.ts'

const everyone = '*'

export const openPaths: OpenPaths = async place => {
  const { name, index, count, servers } = place
  const doc = new Doc()
  const words = doc.getMap<Uint8Array<ArrayBuffer>>('words')
  const provider = new WebrtcProvider(name, doc, {
    signaling: [servers.yWebrtc],
    peerOpts: { config: { iceServers: [] } },
  })
  const connections = () => [...(provider.room?.webrtcConns.values() ?? [])]
  const isFull = () => connections().some(({ peer }) => peer.bufferSize > 1_048_576)
  const say = (to: number | typeof everyone) => (bytes: Uint8Array<ArrayBuffer>) => {
    words.set(`${index} ${to}`, bytes)
    // It asks nobody to wait: what is more than a data channel holds would be lost.
    return isFull() ? until(() => !isFull()) : undefined
  }
  const paths = new Map(othersIn(place).map(other => [other, makePath(say(other))]))
  words.observe(({ keysChanged, transaction }) => {
    if (transaction.local) return
    for (const key of keysChanged) {
      const [from, to] = key.split(' ')
      if (to === `${index}` || to === everyone) paths.get(Number(from))?.hear(words.get(key)!)
    }
  })
  await until(() => connections().filter(({ connected }) => connected).length === count - 1)
  return { each: [...paths.values()], toAll: bytes => void say(everyone)(bytes) }
}
