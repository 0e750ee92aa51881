// Streams on a direct connection, over a port in memory: what is said arrives once and in order, whoever reads slowly is
// waited for, and whoever breaks the rules of the frames loses the connection.

import type { StreamMuxer } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { Uint8ArrayList } from 'uint8arraylist'
import { describe, expect, it } from 'vitest'
import { SeededRandom } from '../../src/core/random.ts'
import { CarriedPort } from '../../src/swarm/carried-port.ts'
import { DirectConnection } from '../../src/swarm/direct-connection.ts'
import { directMuxer } from '../../src/swarm/direct-muxer.ts'
import { type DirectStream, windowBytes } from '../../src/swarm/direct-stream.ts'
import { fillInWithResolvers } from '../../src/swarm/node.ts'
import { bufferedBytesHigh, type Port } from '../../src/swarm/port.ts'
import { quietLogger } from '../../src/swarm/quiet-logger.ts'
import {
  type FrameKind,
  frameBodyBytesMax,
  frameHeaderBytes,
  protocolBytesMax,
  writeFrameHeader,
} from '../../src/swarm/stream-frame.ts'
import { eventually } from './eventually.ts'

fillInWithResolvers()

const streamsMax = 4
const protocol = '/test/1'

const asItIs = (bytes: Uint8Array): Uint8Array[] => [bytes]
const noWait = (): Promise<void> | undefined => undefined

/** Two ends of one port; what is sent arrives a moment later, cut where `cut` likes. */
function ports(cut = asItIs, wait = noWait): [CarriedPort, CarriedPort] {
  const end = (other: () => CarriedPort): CarriedPort =>
    new CarriedPort({
      send: bytes => {
        for (const part of cut(bytes.slice())) setImmediate(() => other().arrived(part))
        return wait()
      },
      end: () => setImmediate(() => other().ended()),
      left: () => {},
    })
  const left: CarriedPort = end(() => right)
  const right: CarriedPort = end(() => left)
  return [left, right]
}

function muxerOn(port: Port, direction: 'inbound' | 'outbound') {
  const log = quietLogger.forComponent('test')
  const connection = new DirectConnection({ port, direction, log, remoteAddr: multiaddr('/webrtc') })
  const muxer = directMuxer(connection, streamsMax).createStreamMuxer(connection) as StreamMuxer<DirectStream>
  const opened: DirectStream[] = []
  muxer.addEventListener('stream', ({ detail }) => opened.push(detail))
  return { connection, muxer, opened }
}

function pair(cut = asItIs, wait = noWait) {
  const [left, right] = ports(cut, wait)
  return { left: muxerOn(left, 'outbound'), right: muxerOn(right, 'inbound') }
}

/** A stream, and its far end with what was heard there. */
async function talk(cut = asItIs, wait = noWait) {
  const { left, right } = pair(cut, wait)
  const near = await left.muxer.createStream({ protocol })
  await eventually(() => right.opened.length).toBe(1)
  const far = right.opened[0]!
  const heard = new Uint8ArrayList()
  far.addEventListener('message', ({ data }) => heard.append(data))
  return { left, right, near, far, heard }
}

const numbers = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, index) => index % 251)

describe('a stream', () => {
  it('names its protocol with its first frame, so that nothing need be agreed on', async () => {
    const { near, far } = await talk()
    expect([near.protocol, far.protocol, far.direction]).toEqual([protocol, protocol, 'inbound'])
  })
  it('carries what is said in order, wherever messages are cut', async () => {
    const random = new SeededRandom(3)
    const cut = (bytes: Uint8Array) => {
      const at = random.between(0, bytes.length)
      return [bytes.subarray(0, at), bytes.subarray(at)]
    }
    const { near, heard } = await talk(cut)
    const said = numbers(300_000)
    for (let at = 0; at < said.length; ) {
      const length = random.between(1, 2 * frameBodyBytesMax)
      near.send(said.subarray(at, at + length))
      at += length
    }
    await eventually(() => heard.byteLength).toBe(said.length)
    expect(Buffer.compare(heard.subarray(), said)).toBe(0)
  })
  it('says what it is given within one turn as one frame, whatever it was given it in, and keeps none of it', async () => {
    const messages: Uint8Array[] = []
    const { near, heard } = await talk(bytes => {
      messages.push(bytes)
      return [bytes]
    })
    messages.splice(0)
    const said = numbers(100)
    for (let at = 0; at < said.length; at += 10) near.send(said.subarray(at, at + 10))
    const expected = said.slice()
    said.fill(0)
    await eventually(() => heard.byteLength).toBe(100)
    expect(messages.map(({ length }) => length)).toEqual([frameHeaderBytes + 100])
    expect(heard.subarray()).toEqual(expected)
  })
  it('begins a new frame where another stream has spoken', async () => {
    const { left, right, near, heard } = await talk()
    const other = await left.muxer.createStream({ protocol })
    await eventually(() => right.opened.length).toBe(2)
    const otherHeard = new Uint8ArrayList()
    right.opened[1]!.addEventListener('message', ({ data }) => otherHeard.append(data))
    for (let number = 0; number < 9; number++) [near, other][number % 2]!.send(Uint8Array.of(number))
    await eventually(() => heard.byteLength + otherHeard.byteLength).toBe(9)
    expect([...heard.subarray(), ...otherHeard.subarray()]).toEqual([0, 2, 4, 6, 8, 1, 3, 5, 7])
  })
  it('lets the beginning of a long turn go out before its end', async () => {
    const lengths: number[] = []
    const { near, heard } = await talk(bytes => {
      lengths.push(bytes.length)
      return [bytes]
    })
    lengths.splice(0)
    for (let number = 0; number < 40; number++) near.send(numbers(1000))
    expect(lengths).toEqual([17_007, 17_007])
    await eventually(() => heard.byteLength).toBe(40_000)
    expect(lengths).toEqual([17_007, 17_007, 6007])
  })
  it('waits for a reader that pauses, holds no more than a window for it, and goes on when it reads on', async () => {
    const { near, far, heard } = await talk()
    far.pause()
    const said = numbers(3 * windowBytes)
    const given = said.slice()
    expect(near.send(given)).toBe(false)
    given.fill(0) // it keeps none of it
    await eventually(() => far.readBufferLength).toBe(windowBytes)
    expect(near.writeBufferLength).toBe(2 * windowBytes)
    const drained = near.onDrain()
    far.resume()
    await drained
    await eventually(() => heard.byteLength).toBe(said.length)
    expect(Buffer.compare(heard.subarray(), said)).toBe(0)
  })
  it('is heard at once by whom that is given to, and not before what waited while it paused', async () => {
    const { near, far, heard } = await talk()
    const atOnce: number[][] = []
    far.hearAtOnce(bytes => atOnce.push([heard.byteLength, ...bytes]))
    far.pause()
    near.send(Uint8Array.of(1))
    await eventually(() => far.readBufferLength).toBe(1)
    far.resume()
    near.send(Uint8Array.of(2))
    await eventually(() => atOnce).toEqual([[1, 2]])
    expect([...heard.subarray()]).toEqual([1])
  })
  it('is asked to wait with all others while the port is full, and goes on when that has drained', async () => {
    let drain = () => {}
    const full = new Promise<void>(resolve => {
      drain = resolve
    })
    let isHolding = false
    const { left, near, heard } = await talk(asItIs, () => (isHolding ? full : undefined))
    const other = await left.muxer.createStream({ protocol })
    isHolding = true
    const half = numbers(bufferedBytesHigh / 2)
    expect([near.send(half), other.send(half), near.send(numbers(10))]).toEqual([true, false, false])
    isHolding = false
    drain()
    await near.onDrain()
    expect([near, other].map(stream => stream.send(numbers(10)))).toEqual([true, true])
    await eventually(() => heard.byteLength).toBe(half.length + 20)
  })
  it('ends when both sides have said their last', async () => {
    const { near, far, heard, left, right } = await talk()
    near.send(numbers(10))
    await near.close()
    await eventually(() => far.remoteWriteStatus).toBe('closed')
    expect([heard.byteLength, near.status]).toEqual([10, 'open'])
    await far.close()
    await eventually(() => [near.status, far.status]).toEqual(['closed', 'closed'])
    expect([left.muxer.streams, right.muxer.streams]).toEqual([[], []])
  })
  it('is reset at the far side when it is aborted here, and the connection goes on', async () => {
    const { near, far, left } = await talk()
    near.abort(new Error('enough'))
    await eventually(() => far.status).toBe('reset')
    expect((await left.muxer.createStream({ protocol })).status).toBe('open')
  })
  it('is gone when the connection is', async () => {
    const { far, left } = await talk()
    await left.muxer.close()
    await left.connection.close()
    await eventually(() => far.status).toBe('closed')
  })
})

describe('whoever breaks the rules of the frames loses the connection', () => {
  const header = (kind: FrameKind, stream: number, amount: number): Uint8Array<ArrayBuffer> => {
    const bytes = new Uint8Array(frameHeaderBytes)
    writeFrameHeader(new DataView(bytes.buffer), 0, { kind, stream, amount })
    return bytes
  }
  const open = (stream: number) => Uint8Array.from([...header('open', stream, 1), 47])
  const data = Uint8Array.from([...header('data', 0, frameBodyBytesMax), ...numbers(frameBodyBytesMax)])
  it.each([
    { said: [Uint8Array.of(5, 0, 0, 0, 0, 0, 0)], why: 'frame.kind: expected less than 5, got 5' },
    { said: [header('data', 0, frameBodyBytesMax + 1)], why: 'frame.amount: expected at most' },
    { said: [header('open', 0, protocolBytesMax + 1)], why: 'frame.amount: expected at most' },
    { said: [open(1)], why: 'frame.stream: 1 is for this side to open' },
    { said: [open(0), open(0)], why: 'frame.stream: 0 is open already' },
    { said: [0, 2, 4, 6, 8].map(open), why: `frame.stream: ${streamsMax} are open` },
    { said: [open(0), header('heard', 0, 1)], why: 'frame.amount: more was heard than was said' },
    { said: [open(0), ...Array(17).fill(data)], why: 'frame.body: more than the 1048576 bytes', isPaused: true },
    { said: [Uint8Array.from([...header('open', 0, 1), 255])], why: 'malformed UTF-8' },
  ])('$why', async ({ said, why, isPaused = false }) => {
    const [stranger, port] = ports()
    const { connection, muxer } = muxerOn(port, 'inbound')
    if (isPaused) muxer.addEventListener('stream', ({ detail }) => detail.pause())
    const errors: string[] = []
    connection.addEventListener('close', ({ error }) => errors.push(`${error?.message}`))
    for (const frame of said) stranger.send(frame)
    await eventually(() => errors).toEqual([expect.stringContaining(why)])
    expect(muxer.streams.map(({ status }) => status)).not.toContain('open')
  })
  it('and what is said of a stream that is over is no offence', async () => {
    const [stranger, port] = ports()
    const { connection, opened } = muxerOn(port, 'inbound')
    stranger.send(header('end', 0, 0))
    stranger.send(data)
    stranger.send(open(2))
    await eventually(() => opened.length).toBe(1)
    expect(connection.status).toBe('open')
  })
})
