// Invitations: what a text may hold, who may use it, and how those who met by one introduce each other.

import type { PrivateKey } from '@libp2p/interface'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { candidateLine, candidatesIn } from '../../src/swarm/hand-call.ts'
import {
  candidatesMax,
  clockSkewS,
  InvitationError,
  invitationTextMax,
  readHanded,
  roomInvitedTo,
  writeInvitation,
} from '../../src/swarm/invitation.ts'
import { callsMax, invitationValidS, invitedLink, openWithinMs } from '../../src/swarm/invited-link.ts'
import { keyFromSeed } from '../../src/swarm/key.ts'
import { selfOf } from '../../src/swarm/node.ts'
import { eventually } from './eventually.ts'
import { HandCalls, sideOf } from './hand-calls.ts'

const keyOf = (seed: number): Promise<PrivateKey> => keyFromSeed(new Uint8Array(32).fill(seed))

const nowMs = 1_000_000_000_000
const closers: (() => void)[] = []
afterEach(() => {
  vi.useRealTimers()
  for (const close of closers.splice(0)) close()
})

async function open(calls: HandCalls, seed: number, { room = 'cs101', now = (): number => nowMs } = {}) {
  const privateKey = await keyOf(seed)
  const self = selfOf(privateKey)
  const link = invitedLink({ self, privateKey, room, now, call: () => calls.call() })
  const heard: string[] = []
  closers.push(link.open({ peersChanged: () => {}, receive: (from, bytes) => heard.push(`${from} ${bytes}`) }))
  return { self, link, heard }
}

const troubleOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    error => (error instanceof InvitationError ? error.trouble : `${error}`),
  )

describe('an invitation', () => {
  it('is answered, and the two are connected', async () => {
    const calls = new HandCalls()
    const [ann, bob] = [await open(calls, 1), await open(calls, 2)]
    const answer = await bob.link.accept(await ann.link.invite())
    expect(await ann.link.accept(answer!)).toBeNull()
    await eventually(() => [ann.link.peers(), bob.link.peers()]).toEqual([[bob.self], [ann.self]])
    ann.link.send(bob.self, Uint8Array.of(7))
    await eventually(() => bob.heard).toEqual([`${ann.self} 7`])
  })
  it('is text under 300 characters, with two candidates and a name of ten letters', async () => {
    const side = sideOf('abcd')
    const hidden = { kind: 'name', address: new Uint8Array(16), port: 50_000, isReflexive: false } as const
    const two = {
      description: { ...side.description, password: 'x'.repeat(24) },
      candidates: [hidden, side.candidates[0]!],
    }
    const terms = { session: 2 ** 32 - 1, room: 'algorithms', untilS: 2_000_000_000 }
    const text = await writeInvitation(await keyOf(1), terms, two)
    expect(text).toMatch(/^swarm1\.[\w-]+$/)
    expect(text.length).toBeLessThan(300)
    console.log(`an invitation: ${text.length} characters`)
  })
  it('is found in a link, a message and broken lines, and names its room', async () => {
    const ann = await open(new HandCalls(), 1)
    const text = await ann.link.invite()
    const lines = text.match(/.{1,60}/g)!.join('\n  ')
    for (const pasted of [`https://lab.example/?room=x#invitation=${text}`, `Come here: ${text}\n`, lines]) {
      expect(roomInvitedTo(pasted)).toBe('cs101')
      expect(await readHanded(pasted)).toMatchObject({ from: ann.self })
    }
  })
  it('works once: its answer cannot be taken twice, nor one invitation be accepted twice by a page', async () => {
    const calls = new HandCalls()
    const [ann, bob, eve] = [await open(calls, 1), await open(calls, 2), await open(calls, 3)]
    const invitation = await ann.link.invite()
    const [answer, late] = [await bob.link.accept(invitation), await eve.link.accept(invitation)]
    expect(await troubleOf(bob.link.accept(invitation))).toBe('used')
    await ann.link.accept(answer!)
    expect(await troubleOf(ann.link.accept(answer!))).toBe('used')
    expect(await troubleOf(ann.link.accept(late!))).toBe('used')
  })
  it('is void after its time, by the clock of the inviter, and a little later by any', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const calls = new HandCalls()
    let laterMs = 0
    const [ann, bob] = [await open(calls, 1), await open(calls, 2, { now: () => nowMs + laterMs })]
    const invitation = await ann.link.invite()
    const answer = await bob.link.accept(invitation)
    vi.advanceTimersByTime(invitationValidS * 1000)
    expect(await troubleOf(ann.link.accept(answer!))).toBe('notAsked')
    laterMs = (invitationValidS + clockSkewS) * 1000
    expect(await troubleOf(bob.link.accept(invitation))).not.toBe('expired')
    laterMs += 1000
    expect(await troubleOf(bob.link.accept(invitation))).toBe('expired')
  })
  it('is refused where it makes no sense: its own page, another room, an answer to nothing, a page with too many', async () => {
    const calls = new HandCalls()
    const [ann, bob] = [await open(calls, 1), await open(calls, 2)]
    const [elsewhere, carol] = [await open(calls, 3, { room: 'cs102' }), await open(calls, 4)]
    const invitation = await ann.link.invite()
    expect(await troubleOf(ann.link.accept(invitation))).toBe('own')
    expect(await troubleOf(elsewhere.link.accept(invitation))).toBe('otherRoom')
    const answer = await bob.link.accept(invitation)
    expect(await troubleOf(carol.link.accept(answer!))).toBe('notAsked')
    for (let number = 1; number < callsMax; number++) await ann.link.invite()
    expect(await troubleOf(ann.link.invite())).toBe('tooMany')
  })
  it('that was changed anywhere is garbled or forged, never accepted', async () => {
    const calls = new HandCalls()
    const [ann, bob] = [await open(calls, 1), await open(calls, 2)]
    const text = await ann.link.invite()
    const found = new Set<string>()
    for (let at = 0; at < text.length; at++) {
      const other = text[at] === 'A' ? 'B' : 'A'
      const changed = text.slice(0, at) + other + text.slice(at + 1)
      found.add(await troubleOf(readHanded(changed)))
    }
    found.delete('none') // the bits that base64 does not use
    expect([...found].sort()).toEqual(['forged', 'garbled'])
    for (const garbage of ['', 'hello', 'swarm1.', 'swarm1.AAAA', 'x'.repeat(2 * invitationTextMax), text.slice(0, -9)])
      expect(await troubleOf(bob.link.accept(garbage))).toBe('garbled')
  })
  it('answered by somebody for another invitation is forged', async () => {
    const calls = new HandCalls()
    const [ann, bob] = [await open(calls, 1), await open(calls, 2)]
    const [first, second] = [await ann.link.invite(), await ann.link.invite()]
    const [one, two] = [await readHanded(first), await readHanded(second)]
    const answer = await bob.link.accept(first)
    const read = await readHanded(answer!)
    if (!('isTo' in read && 'terms' in one && 'terms' in two)) throw new Error('an answer to two invitations')
    expect([await read.isTo(ann.self, one.terms), await read.isTo(ann.self, two.terms)]).toEqual([true, false])
    expect(await read.isTo(bob.self, one.terms)).toBe(false)
  })
  it('that nobody can reach ends in an error', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const calls = new HandCalls()
    const [ann, bob] = [await open(calls, 1), await open(calls, 2)]
    const answer = await bob.link.accept(await ann.link.invite())
    calls.isCut = true
    const taken = troubleOf(ann.link.accept(answer!))
    await vi.advanceTimersByTimeAsync(openWithinMs)
    expect(await taken).toBe('noWay')
  })
})

describe('who holds several wires', () => {
  it('introduces their far ends, passes words on both ways, and is missed when it leaves', async () => {
    const calls = new HandCalls()
    const [teacher, ann, bob] = [await open(calls, 1), await open(calls, 2), await open(calls, 3)]
    for (const student of [ann, bob]) {
      const answer = await student.link.accept(await teacher.link.invite())
      await teacher.link.accept(answer!)
    }
    await eventually(() => [ann.link.peers(), bob.link.peers()]).toEqual([
      [teacher.self, bob.self],
      [teacher.self, ann.self],
    ])
    ann.link.send(bob.self, Uint8Array.of(1))
    bob.link.send(ann.self, Uint8Array.of(2))
    await eventually(() => [ann.heard, bob.heard]).toEqual([[`${bob.self} 2`], [`${ann.self} 1`]])
    expect(teacher.heard).toEqual([])
    closers[0]!()
    await eventually(() => [ann.link.peers(), bob.link.peers()]).toEqual([[], []])
  })
})

describe('candidates', () => {
  const sdp = [
    'a=candidate:1 1 udp 2122260223 192.168.1.7 50000 typ host generation 0',
    'a=candidate:2 1 tcp 1518280447 192.168.1.7 9 typ host tcptype active',
    'a=candidate:3 1 udp 2122194687 fd00::1:2 50001 typ host',
    'a=candidate:4 1 udp 2122194687 0f3d9a7e-1111-4222-8333-444455556666.local 50002 typ host',
    'a=candidate:5 1 udp 1686052607 203.0.113.9 50003 typ srflx raddr 0.0.0.0 rport 0',
    'a=candidate:6 1 udp 1 evil\u0000name 50003 typ host',
    'a=candidate:7 1 udp 1 1::2::3 50003 typ host',
  ].join('\r\n')
  it('are taken apart and written anew: those of the next desk first, no TCP, nothing odd', () => {
    expect(candidatesIn(sdp).map(candidateLine)).toEqual([
      'candidate:1 1 udp 2130706431 192.168.1.7 50000 typ host',
      'candidate:1 1 udp 2130706431 0f3d9a7e-1111-4222-8333-444455556666.local 50002 typ host',
      'candidate:2 1 udp 1694498815 203.0.113.9 50003 typ srflx raddr 0.0.0.0 rport 0',
      'candidate:3 1 udp 2130706431 fd00:0000:0000:0000:0000:0000:0001:0002 50001 typ host',
    ])
  })
  it('are at most six', () => {
    const many = Array.from({ length: 9 }, (_, at) => `a=candidate:1 1 udp 1 10.0.0.${at} 5000 typ host`).join('\r\n')
    expect(candidatesIn(many).length).toBe(candidatesMax)
  })
})
