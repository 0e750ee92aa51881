// PeerJS, whose own server introduces the tabs. Its `raw` serialization is its fastest.

import { type DataConnection, Peer } from 'peerjs'
import { makePath, type OpenPaths, onEach, othersIn, type Path, sendOver } from './path.ts'

export const openPaths: OpenPaths = async place => {
  const { name, index, servers } = place
  const idOf = (number: number) => `${name}-${number}`
  const peer = new Peer(idOf(index), {
    host: '127.0.0.1',
    port: servers.peerjsPort,
    path: '/',
    config: { iceServers: [] },
  })
  const incoming = new Map<string, (connection: DataConnection) => void>()
  const arrivals = new Map(
    othersIn(place).map(other => [other, new Promise<DataConnection>(resolve => incoming.set(idOf(other), resolve))]),
  )
  peer.on('connection', connection => incoming.get(connection.peer)?.(connection))
  await new Promise(resolve => peer.once('open', resolve))
  const opening = othersIn(place).map(async other => {
    const isOffering = index < other
    return pathOver(isOffering ? peer.connect(idOf(other), { serialization: 'raw' }) : await arrivals.get(other)!)
  })
  return onEach(await Promise.all(opening))
}

async function pathOver(connection: DataConnection): Promise<Path> {
  if (!connection.open) await new Promise<void>(resolve => connection.once('open', resolve))
  const path = makePath(sendOver(connection.dataChannel, bytes => void connection.send(bytes)))
  connection.on('data', heard => path.hear(new Uint8Array(heard as ArrayBuffer)))
  return path
}
