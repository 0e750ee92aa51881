// Rooms over memory links: who is here, what is said, asked and streamed, and what a hostile member gets for it.

import { afterEach, describe, expect, it, vi } from 'vitest'
import { digest } from '../../src/core/digest.ts'
import { peerId } from '../../src/core/ids.ts'
import { nat, record, text } from '../../src/core/shape.ts'
import type { AskProgress } from '../../src/swarm/calls.ts'
import { parsed, written } from '../../src/swarm/frame.ts'
import { MemoryHub } from '../../src/swarm/memory-link.ts'
import { pingEveryMs, Room, type RoomLink, type RoomOptions, unansweredPingsMax } from '../../src/swarm/room.ts'
import { type RoomFrame, roomFrame } from '../../src/swarm/room-frame.ts'
import { eventually } from './eventually.ts'

const rooms: Room[] = []
afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(rooms.splice(0).map(room => room.leave()))
})

const [ann, bob, eve] = [peerId('ann'), peerId('bob'), peerId('eve')] as const

function join(hub: MemoryHub, id: typeof ann, options: Partial<RoomOptions> = {}): Room {
  const room = new Room({ link: hub.link(id), name: `${id}'s name`, ...options })
  rooms.push(room)
  return room
}

async function joinPair(options: Partial<RoomOptions> = {}): Promise<[Room, Room]> {
  const hub = new MemoryHub()
  const pair: [Room, Room] = [join(hub, ann, options), join(hub, bob, options)]
  await eventually(() => pair.map(room => room.peers.size)).toEqual([1, 1])
  return pair
}

describe('who is here', () => {
  it('peers appear with name, way and round trip, and leave', async () => {
    const hub = new MemoryHub()
    const room = join(hub, ann)
    const told: string[] = []
    room.on('peer', peer => told.push(`+${peer.id} ${peer.name} ${peer.way}`))
    room.on('left', peer => told.push(`-${peer.id}`))
    const other = join(hub, bob)
    await eventually(() => room.peers.get(bob)?.roundTripMs).toBeGreaterThanOrEqual(0)
    await other.leave()
    await eventually(() => told).toEqual(["+bob bob's name link", '-bob'])
    expect(room.peers.size).toBe(0)
  })
  it('a peer that answers no pings is gone, and comes back when it wakes', async () => {
    vi.useFakeTimers()
    const hub = new MemoryHub()
    let isAsleep = false
    const sleepy = hub.link(bob)
    const room = join(hub, ann)
    const other = join(hub, bob, {
      link: {
        ...sleepy,
        send: (to, bytes) => (isAsleep ? undefined : sleepy.send(to, bytes)),
        open: listener =>
          sleepy.open({ ...listener, receive: (from, bytes) => !isAsleep && listener.receive(from, bytes) }),
      },
    })
    await vi.advanceTimersByTimeAsync(10)
    expect([room.peers.size, other.peers.size]).toEqual([1, 1])
    isAsleep = true // hears nothing, says nothing, and the link holds it all the same
    await vi.advanceTimersByTimeAsync(pingEveryMs * (unansweredPingsMax + 1))
    expect(room.peers.size).toBe(0)
    isAsleep = false
    await vi.advanceTimersByTimeAsync(pingEveryMs * (unansweredPingsMax + 1))
    expect(room.peers.size).toBe(1)
  })
  it('a page that was busy for a while, and hears its late timers before the answers, misses nobody', async () => {
    vi.useFakeTimers()
    const hub = new MemoryHub()
    const nowMs = performance.now() // one moment, in which all its timers ring
    const room = join(hub, ann, { now: () => nowMs })
    join(hub, bob)
    await vi.advanceTimersByTimeAsync(10)
    const left = vi.fn()
    room.on('left', left)
    vi.advanceTimersByTime(pingEveryMs * (unansweredPingsMax + 3))
    expect(left).not.toHaveBeenCalled()
    expect(room.peers.size).toBe(1)
  })
})

describe('what is said', () => {
  it('send reaches one, broadcast reaches everyone once', async () => {
    const hub = new MemoryHub()
    const all = [ann, bob, eve].map(id => join(hub, id))
    await eventually(() => all.map(room => room.peers.size)).toEqual([2, 2, 2])
    const heard: string[] = []
    for (const room of all) {
      room.on('message', ({ from, bytes }) => heard.push(`${from}>${room.self} ${bytes}`))
      room.on('broadcast', ({ from, bytes }) => heard.push(`${from}>>${room.self} ${bytes}`))
    }
    await all[0]!.send(bob, Uint8Array.of(1))
    await all[1]!.broadcast(Uint8Array.of(2))
    await eventually(() => heard.sort()).toEqual(['ann>bob 1', 'bob>>ann 2', 'bob>>eve 2'])
  })
  it('a message too large is the caller’s mistake', async () => {
    const [room] = await joinPair()
    await expect(room.send(bob, new Uint8Array(300_000))).rejects.toThrow('use a stream')
  })
})

describe('what is asked', () => {
  const shapes = { ask: record({ question: text }), answer: nat }
  it('typed questions find typed answers, from the peer that asked', async () => {
    const [room, other] = await joinPair()
    other.channel('length', shapes).answer(({ question }, { from }) => `${from} ${question}`.length)
    expect(await room.channel('length', shapes).ask(bob, { question: 'why?' })).toBe(8)
  })
  it('refused means that nothing happened; a lost answer, a failure or a late one is unknown', async () => {
    const [room, other] = await joinPair()
    const channel = room.channel('fate')
    await expect(channel.ask(bob, new Uint8Array(1))).rejects.toMatchObject({
      outcome: 'refused',
      message: 'nobody answers on this channel',
    })
    await expect(channel.ask(eve, new Uint8Array(1))).rejects.toMatchObject({
      outcome: 'refused',
      message: 'eve is not in the room',
    })
    const aborted = vi.fn()
    other.channel('fate').answer(async (ask, { signal }) => {
      if (ask[0] === 1) throw new Error('it broke')
      signal.addEventListener('abort', aborted)
      return await new Promise<Uint8Array>(() => {})
    })
    await expect(channel.ask(bob, Uint8Array.of(1))).rejects.toMatchObject({ outcome: 'unknown', message: 'it broke' })
    await expect(channel.ask(bob, Uint8Array.of(2), { timeoutMs: 20 })).rejects.toMatchObject({
      outcome: 'unknown',
      message: 'fate: no answer within 20 ms',
    })
    await eventually(() => aborted.mock.calls.length).toBe(1)
    const controller = new AbortController()
    const given = channel.ask(bob, Uint8Array.of(3), { signal: controller.signal })
    controller.abort()
    await expect(given).rejects.toMatchObject({ outcome: 'unknown' })
    const lost = channel.ask(bob, Uint8Array.of(4))
    await other.leave()
    await expect(lost).rejects.toMatchObject({ outcome: 'unknown' })
  })
  it('a question of another shape is refused', async () => {
    const [room, other] = await joinPair()
    other.channel('length', shapes).answer(() => 1)
    await expect(room.channel('length').ask(bob, Uint8Array.of(200))).rejects.toMatchObject({ outcome: 'refused' })
  })
})

describe('what is asked at length', () => {
  const large = Uint8Array.from({ length: 1_000_000 }, (_, index) => (index * 31) & 255)
  it('a question and an answer of a megabyte each arrive whole, and tell how far they are', async () => {
    const [room, other] = await joinPair()
    other.channel('echo').answer(bytes => bytes.toReversed())
    const told: string[] = []
    const progress = ({ of, bytes, size }: AskProgress) => told.push(`${of} ${bytes} of ${size}`)
    const answer = await room.channel('echo').ask(bob, large, { progress })
    expect(digest(answer)).toBe(digest(large.toReversed()))
    const size = 1_000_003 // with its own length before it
    expect(told).toContain(`question ${size} of ${size}`)
    expect(told).toContain(`answer ${size} of ${size}`)
    expect(told.length).toBeGreaterThan(20)
  })
  it('many at once do not mix', async () => {
    const [room, other] = await joinPair()
    other.channel('first').answer(bytes => bytes.slice(0, 1))
    const answers = await Promise.all(
      [1, 2, 3, 4].map(mark => room.channel('first').ask(bob, new Uint8Array(300_000).fill(mark))),
    )
    expect(answers.map(([mark]) => mark)).toEqual([1, 2, 3, 4])
  })
  it('it can be given up in the middle, and the other side hears of it', async () => {
    const [room, other] = await joinPair()
    const aborted = vi.fn()
    const controller = new AbortController()
    other.channel('slow').answer(async (_, { signal }) => {
      signal.addEventListener('abort', aborted)
      controller.abort()
      return await new Promise<Uint8Array>(() => {})
    })
    const asked = room.channel('slow').ask(bob, large, { signal: controller.signal })
    await expect(asked).rejects.toMatchObject({ outcome: 'unknown' })
    await eventually(() => aborted.mock.calls.length).toBe(1)
  })
  it('what is larger than a parcel is the caller’s mistake, or the answerer’s', async () => {
    const [room, other] = await joinPair()
    const enormous = new Uint8Array(17_000_000)
    await expect(room.channel('echo').ask(bob, enormous)).rejects.toThrow('use a stream')
    other.channel('echo').answer(() => enormous)
    await expect(room.channel('echo').ask(bob, large)).rejects.toMatchObject({ outcome: 'unknown' })
  })
})

describe('a parcel that is not what it says', () => {
  /** A member who speaks in frames. */
  async function intruder() {
    const hub = new MemoryHub()
    const room = join(hub, ann)
    const heard: RoomFrame[] = []
    const link = hub.link(eve)
    link.open({
      peersChanged: () => {},
      receive: (_, bytes) => heard.push(parsed(roomFrame, bytes, 'room')!),
    })
    const say = (frame: RoomFrame) => void link.send(ann, written(roomFrame, frame))
    say({ type: 'hello', name: 'eve', isAsking: false })
    await eventually(() => room.peers.size).toBe(1)
    const refusals = () => heard.flatMap(frame => (frame.type === 'refuse' ? [`${frame.call} ${frame.why}`] : []))
    return { room, say, heard, refusals }
  }
  it('a question longer than it said, or without end, is refused and forgotten', async () => {
    const { room, say, refusals } = await intruder()
    const asked = vi.fn()
    room.channel('a').answer(bytes => {
      asked()
      return bytes
    })
    say({ type: 'ask', call: 1, channel: 'a', size: 2, bytes: new Uint8Array(3) })
    say({ type: 'ask', call: 2, channel: 'a', size: 5, bytes: new Uint8Array(3) })
    say({ type: 'more', call: 2, isAnswer: false, bytes: new Uint8Array(3) })
    say({ type: 'ask', call: 3, channel: 'a', size: 5, bytes: new Uint8Array(3) })
    say({ type: 'more', call: 3, isAnswer: false, bytes: new Uint8Array(0) })
    for (let call = 10; call < 16; call++)
      say({ type: 'ask', call, channel: 'a', size: 16_000_000, bytes: new Uint8Array(1) })
    await eventually(() => refusals()).toEqual([
      '1 a question of another size than it says',
      '2 a question of another size than it says',
      '3 a question of another size than it says',
      '14 too many questions at once',
      '15 too many questions at once',
    ])
    expect(asked).not.toHaveBeenCalled()
  })
  it('an answer longer than it said is unknown', async () => {
    const { room, say, heard } = await intruder()
    const answer = room.channel('a').ask(eve, Uint8Array.of(1))
    await eventually(() => heard.some(({ type }) => type === 'ask')).toBe(true)
    say({ type: 'answer', call: 0, size: 2, bytes: new Uint8Array(3) })
    await expect(answer).rejects.toMatchObject({
      outcome: 'unknown',
      message: 'an answer of another size than it says',
    })
  })
})

describe('what is told', () => {
  const shapes = { note: record({ count: nat }) }
  it('a note reaches who hears on its channel, from one or to all, in order and once', async () => {
    const hub = new MemoryHub()
    const all = [ann, bob, eve].map(id => join(hub, id))
    await eventually(() => all.map(room => room.peers.size)).toEqual([2, 2, 2])
    const heard: string[] = []
    for (const room of all) {
      room.channel('counts', shapes).hear((from, { count }) => heard.push(`${from}>${room.self} ${count}`))
      room.channel('other', shapes).hear(() => heard.push('on another channel'))
    }
    const channel = all[0]!.channel('counts', shapes)
    await channel.tell(bob, { count: 1 })
    await channel.tellAll({ count: 2 })
    await channel.tell(bob, { count: 3 })
    await eventually(() => heard.length).toBe(4)
    expect(heard.filter(line => line.includes('>bob'))).toEqual(['ann>bob 1', 'ann>bob 2', 'ann>bob 3'])
    expect(heard).toContain('ann>eve 2')
  })
  it('two may hear on one channel, and each stops for itself', async () => {
    const [room, other] = await joinPair()
    const heard: string[] = []
    const stop = other.channel('counts', shapes).hear(() => heard.push('first'))
    other.channel('counts', shapes).hear(() => heard.push('second'))
    await room.channel('counts', shapes).tellAll({ count: 1 })
    await eventually(() => heard).toEqual(['first', 'second'])
    stop()
    stop()
    await room.channel('counts', shapes).tellAll({ count: 2 })
    await eventually(() => heard).toEqual(['first', 'second', 'second'])
  })
  it('a note of another shape is dropped, one too large is the caller’s mistake', async () => {
    const [room, other] = await joinPair()
    const heard: number[] = []
    other.channel('counts', shapes).hear((_, { count }) => heard.push(count))
    await room.channel('counts').tellAll(Uint8Array.of(200))
    await room.channel('counts', shapes).tellAll({ count: 7 })
    await eventually(() => heard).toEqual([7])
    await expect(room.channel('counts').tell(bob, new Uint8Array(300_000))).rejects.toThrow(RangeError)
    await expect(room.channel('counts').tellAll(new Uint8Array(300_000))).rejects.toThrow(RangeError)
  })
})

describe('what is streamed', () => {
  it('five megabytes arrive whole, no faster than they are read', async () => {
    const [room, other] = await joinPair()
    const sent = Uint8Array.from({ length: 5_000_000 }, (_, index) => (index * 7) & 255)
    let written = 0
    other.on('stream', async ({ from, name, size, readable }) => {
      expect([from, name, size]).toEqual([ann, 'file', 5_000_000])
      await new Promise(resolve => setTimeout(resolve, 50))
      expect(written).toBeLessThan(1_200_000) // the window, and what was in the hand
      const got = new Uint8Array(await new Response(readable).arrayBuffer())
      expect(Buffer.compare(got, sent)).toBe(0)
      done()
    })
    let done = () => {}
    const arrived = new Promise<void>(resolve => {
      done = resolve
    })
    const writer = room.stream(bob, { name: 'file', size: sent.length }).getWriter()
    for (let at = 0; at < sent.length; at += 100_000) {
      await writer.write(sent.subarray(at, at + 100_000))
      written = at
    }
    await writer.close()
    await arrived
  })
  it('either side can end it early, and a lost peer ends it for the other', async () => {
    const [room, other] = await joinPair()
    const incoming: ReadableStream<Uint8Array>[] = []
    other.on('stream', ({ readable }) => incoming.push(readable))
    const [first, second, third] = ['a', 'b', 'c'].map(name => room.stream(bob, { name }).getWriter()) as [
      WritableStreamDefaultWriter,
      WritableStreamDefaultWriter,
      WritableStreamDefaultWriter,
    ]
    await eventually(() => incoming.length).toBe(3)
    void first.write(new Uint8Array(3_000_000)).catch(() => {}) // more than the window: it waits
    await first.abort(new Error('changed my mind')).catch(() => {})
    await expect(new Response(incoming[0]).arrayBuffer()).rejects.toThrow('changed my mind')
    await incoming[1]!.cancel('enough')
    await expect(second.closed).rejects.toThrow('enough')
    await other.leave()
    await expect(third.closed).rejects.toThrow('the connection to bob was lost')
  })
})

describe('a hostile member', () => {
  const intrude = (hub: MemoryHub) => {
    const link = hub.link(eve)
    link.open({ receive: () => {}, peersChanged: () => {} })
    return (frame: Parameters<typeof roomFrame.write>[0]) => link.send(ann, written(roomFrame, frame))
  }
  const guarded = (hub: MemoryHub, limits: RoomOptions['limits'] = {}) => {
    const cut: string[] = []
    const link: RoomLink = { ...hub.link(ann), cut: peer => cut.push(`cut ${peer}`) }
    const room = join(hub, ann, { link, limits })
    room.on('cutOff', ({ why }) => cut.push(why))
    return { room, cut }
  }
  it('that floods is cut off, and the page is told', async () => {
    const hub = new MemoryHub()
    const { cut } = guarded(hub, { messagesPerSecondMax: 10, messagesAtOnceMax: 50 })
    const say = intrude(hub)
    for (let number = 0; number < 60; number++) say({ type: 'ping', number })
    await eventually(() => cut.slice(0, 2)).toEqual(['cut eve', 'more than 10 messages a second'])
  })
  it('that sends garbage is cut off after a few frames', async () => {
    const hub = new MemoryHub()
    const { cut } = guarded(hub)
    const link = hub.link(eve)
    link.open({ receive: () => {}, peersChanged: () => {} })
    for (let number = 0; number < 22; number++) link.send(ann, Uint8Array.of(250, number))
    await eventually(() => cut).toContain('more than 20 malformed frames')
  })
  it('is not heard before it says hello', async () => {
    const hub = new MemoryHub()
    const { room } = guarded(hub)
    const heard: unknown[] = []
    room.on('message', event => heard.push(event))
    const say = intrude(hub)
    say({ type: 'message', bytes: new Uint8Array(1) })
    say({ type: 'hello', name: 'eve', isAsking: false })
    say({ type: 'message', bytes: new Uint8Array(2) })
    await eventually(() => heard).toEqual([{ from: eve, bytes: new Uint8Array(2) }])
  })
  it('that sends more of a stream than was allowed loses the stream, not the room', async () => {
    const hub = new MemoryHub()
    const { room, cut } = guarded(hub, { streamWindowBytes: 1000 })
    const failures: string[] = []
    room.on(
      'stream',
      ({ readable }) => void new Response(readable).arrayBuffer().catch(error => failures.push(error.message)),
    )
    const say = intrude(hub)
    say({ type: 'hello', name: 'eve', isAsking: false })
    say({ type: 'open', stream: 1, name: 'flood', size: null })
    say({ type: 'piece', stream: 1, bytes: new Uint8Array(1001) })
    await eventually(() => failures).toEqual(['flood: the sender did not keep to its allowance'])
    expect(cut).toEqual([])
    expect(room.peers.size).toBe(1)
  })
})
