// As much of a STUN server (RFC 8489) as a browser behind a router asks for: how its address looks from here.

import { createSocket } from 'node:dgram'
import type { AddressInfo } from 'node:net'

const bindingRequest = 0x0001
const bindingSuccess = 0x0101
const xorMappedAddress = 0x0020
const magicCookie = 0x2112a442
const headerBytes = 20
const attributeBytes = 12

/** Gives its port. */
export function startStun(): Promise<number> {
  const socket = createSocket('udp4')
  socket.on('message', (request, { address, port }) => {
    if (request.length < headerBytes || request.readUInt16BE(0) !== bindingRequest) return
    const answer = Buffer.alloc(headerBytes + attributeBytes)
    request.copy(answer, 0, 0, headerBytes) // the cookie and the transaction it answers
    answer.writeUInt16BE(bindingSuccess, 0)
    answer.writeUInt16BE(attributeBytes, 2)
    answer.writeUInt16BE(xorMappedAddress, headerBytes)
    answer.writeUInt16BE(8, headerBytes + 2)
    answer.writeUInt16BE(1, headerBytes + 4) // version 4
    answer.writeUInt16BE(port ^ (magicCookie >>> 16), headerBytes + 6)
    const parts = address.split('.').map(Number) as [number, number, number, number]
    answer.writeUInt32BE((Buffer.from(parts).readUInt32BE() ^ magicCookie) >>> 0, headerBytes + 8)
    socket.send(answer, port, address)
  })
  return new Promise(resolve => socket.bind(0, '0.0.0.0', () => resolve((socket.address() as AddressInfo).port)))
}
