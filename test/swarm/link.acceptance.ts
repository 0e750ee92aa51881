// What every link must pass, in a process and in a page alike. Checks are plain functions, so that vitest and a browser
// page can both run them; each name begins with the promise of src/swarm/link.ts that it holds a link to.

import { assert } from '../../src/core/assert.ts'
import type { PeerId } from '../../src/core/ids.ts'
import type { Link } from '../../src/swarm/link.ts'

/** Makes the links of one room that nobody else is in. `dispose` frees whatever lies beneath them. */
export interface LinkRoom {
  link(): Promise<Link>
  dispose(): Promise<void>
}

export interface Check {
  readonly claim: string
  run(room: LinkRoom): Promise<void>
}

export const waitMs = 15_000

export const linkAcceptance: readonly Check[] = [
  {
    claim: '[L1] open members see each other and never themselves',
    async run(room) {
      const members = await openAll(room, 3)
      for (const member of members) {
        await member.sees(members.filter(other => other !== member))
        equal(member.link.peers().includes(member.link.self), false, 'sees itself')
      }
      for (const member of members) member.close()
    },
  },
  {
    claim: '[L2] messages arrive whole and in order, also when many are sent at once',
    async run(room) {
      const [ann, bob] = await openPair(room)
      for (let number = 0; number < 500; number++)
        ann.link.send(bob.link.self, Uint8Array.of(number >> 8, number & 255))
      await bob.hears(500)
      equal(bob.heard.map(({ bytes }) => bytes[0]! * 256 + bytes[1]!).join(), [...Array(500).keys()].join(), 'order')
      closeBoth(ann, bob)
    },
  },
  {
    claim: '[L2] the sender may use its buffer again',
    async run(room) {
      const [ann, bob] = await openPair(room)
      const buffer = Uint8Array.of(1, 2, 3)
      ann.link.send(bob.link.self, buffer)
      buffer.fill(9)
      await bob.hears(1)
      equal(bob.heard[0]!.bytes.join(), '1,2,3', 'bytes')
      closeBoth(ann, bob)
    },
  },
  {
    claim: '[L2] the empty message and the largest one arrive',
    async run(room) {
      const [ann, bob] = await openPair(room)
      const largest = Uint8Array.from({ length: ann.link.messageBytesMax }, (_, index) => (index * 31) & 255)
      await ann.link.send(bob.link.self, new Uint8Array(0))
      await ann.link.send(bob.link.self, largest)
      await bob.hears(2)
      equal(bob.heard[0]!.bytes.length, 0, 'length of the empty message')
      equal(
        bob.heard[1]!.bytes.every((byte, index) => byte === largest[index]),
        true,
        'the largest message is as it was',
      )
      closeBoth(ann, bob)
    },
  },
  {
    claim: '[L3] a message reaches its receiver once and no third peer, and names its sender',
    async run(room) {
      const [ann, bob, eve] = (await openAll(room, 3)) as [Member, Member, Member]
      await Promise.all([ann.sees([bob, eve]), bob.sees([ann, eve]), eve.sees([ann, bob])])
      ann.link.send(bob.link.self, Uint8Array.of(7))
      bob.link.send(ann.link.self, Uint8Array.of(8))
      await Promise.all([ann.hears(1), bob.hears(1)])
      ann.link.send(eve.link.self, Uint8Array.of(9)) // by the order of L2, what was misled to Eve would come before this
      await eve.hears(1)
      const told = [ann, bob, eve].map(({ heard }) => heard.map(({ from, bytes }) => `${from} ${bytes}`).join())
      equal(told.join(' | '), `${bob.link.self} 8 | ${ann.link.self} 7 | ${ann.link.self} 9`, 'who heard what')
      for (const member of [ann, bob, eve]) member.close()
    },
  },
  {
    claim: '[L4] a message to a stranger vanishes',
    async run(room) {
      const [ann, bob] = await openPair(room)
      await ann.link.send('nobody' as PeerId, Uint8Array.of(1))
      await ann.link.send(ann.link.self, Uint8Array.of(2))
      ann.link.send(bob.link.self, Uint8Array.of(3))
      await bob.hears(1)
      equal(bob.heard[0]!.bytes[0], 3, 'the only message')
      equal(ann.heard.length, 0, 'messages to oneself')
      closeBoth(ann, bob)
    },
  },
  {
    claim: '[L5] who closes is no longer seen, and hears nothing more',
    async run(room) {
      const [ann, bob] = await openPair(room)
      bob.close()
      bob.close()
      await ann.sees([])
      ann.link.send(bob.link.self, Uint8Array.of(1))
      bob.link.send(ann.link.self, Uint8Array.of(2))
      const third = await openMember(room)
      await Promise.all([ann.sees([third]), third.sees([ann])])
      third.link.send(ann.link.self, Uint8Array.of(3))
      await ann.hears(1)
      equal(ann.heard[0]!.bytes[0], 3, 'the only message')
      equal(bob.heard.length, 0, 'messages after closing')
      equal(bob.link.peers().length, 0, 'peers after closing')
      closeBoth(ann, third)
    },
  },
  {
    claim: '[L6] a closed link opens again',
    async run(room) {
      const [ann, bob] = await openPair(room)
      bob.close()
      await ann.sees([])
      const again = open(bob.link)
      await Promise.all([ann.sees([again]), again.sees([ann])])
      ann.link.send(again.link.self, Uint8Array.of(5))
      await again.hears(1)
      equal(bob.heard.length, 0, 'messages to the closed listener')
      closeBoth(ann, again)
    },
  },
  {
    claim: '[L7] a message over the limit throws',
    async run(room) {
      const [ann, bob] = await openPair(room)
      let thrown = ''
      try {
        ann.link.send(bob.link.self, new Uint8Array(ann.link.messageBytesMax + 1))
      } catch (error) {
        thrown = (error as Error).name
      }
      equal(thrown, 'RangeError', 'thrown')
      closeBoth(ann, bob)
    },
  },
  {
    claim: '[L8] 16 MB sent at the pace the link asks for arrive, and waiting ends when the receiver leaves',
    async run(room) {
      const [ann, bob] = await openPair(room)
      const block = new Uint8Array(65_536)
      for (let number = 0; number < 256; number++) await ann.link.send(bob.link.self, block)
      await bob.hears(256)
      const waits = Array.from({ length: 64 }, () => ann.link.send(bob.link.self, block))
      bob.close()
      await Promise.all(waits)
      ann.close()
    },
  },
]

interface Heard {
  readonly from: PeerId
  readonly bytes: Uint8Array
}

interface Member {
  readonly link: Link
  readonly heard: readonly Heard[]
  readonly close: () => void
  sees(others: readonly Member[]): Promise<void>
  hears(count: number): Promise<void>
}

function open(link: Link): Member {
  const heard: Heard[] = []
  const watchers = new Set<() => void>()
  const changed = () => {
    for (const watch of watchers) watch()
  }
  const close = link.open({
    receive(from, bytes) {
      heard.push({ from, bytes })
      changed()
    },
    peersChanged: changed,
  })
  const until = (what: () => string, isTrue: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`waited ${waitMs} ms for ${what()}`)), waitMs)
      const watch = () => {
        if (!isTrue()) return
        clearTimeout(timer)
        watchers.delete(watch)
        resolve()
      }
      watchers.add(watch)
      watch()
    })
  return {
    link,
    heard,
    close,
    sees(others) {
      const wanted = others.map(other => other.link.self).sort()
      const seen = () => [...link.peers()].sort().join()
      return until(
        () => `${link.self} to see [${wanted}], it sees [${seen()}]`,
        () => seen() === wanted.join(),
      )
    },
    hears: count =>
      until(
        () => `${link.self} to hear ${count} messages, it heard ${heard.length}`,
        () => heard.length >= count,
      ),
  }
}

const openMember = async (room: LinkRoom): Promise<Member> => open(await room.link())

const openAll = (room: LinkRoom, count: number): Promise<Member[]> =>
  Promise.all(Array.from({ length: count }, () => openMember(room)))

async function openPair(room: LinkRoom): Promise<[Member, Member]> {
  const [ann, bob] = (await openAll(room, 2)) as [Member, Member]
  await Promise.all([ann.sees([bob]), bob.sees([ann])])
  return [ann, bob]
}

function closeBoth(ann: Member, bob: Member): void {
  ann.close()
  bob.close()
}

function equal<T>(got: T, wanted: T, what: string): void {
  assert(got === wanted, `${what}: expected ${String(wanted)}, got ${String(got)}`)
}
