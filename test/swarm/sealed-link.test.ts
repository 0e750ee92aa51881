// Sealed links: the promises of every link for those who know the secret, and nothing for those who do not.

import { describe, expect, it } from 'vitest'
import { type PeerId, peerId } from '../../src/core/ids.ts'
import type { Link, LinkListener } from '../../src/swarm/link.ts'
import { MemoryHub } from '../../src/swarm/memory-link.ts'
import { sealedLink } from '../../src/swarm/sealed-link.ts'
import { eventually } from './eventually.ts'
import { linkAcceptance } from './link.acceptance.ts'

const secret = new Uint8Array(32).fill(7)
const [ann, bob, eve] = [peerId('ann'), peerId('bob'), peerId('eve')] as const

describe('the sealed link', () => {
  for (const { claim, run } of linkAcceptance) {
    it(claim, async () => {
      const hub = new MemoryHub()
      let count = 0
      await run({ link: async () => sealedLink(hub.link(peerId(`peer${count++}`)), secret), dispose: async () => {} })
    })
  }

  it('does not let in who lacks the secret', async () => {
    const hub = new MemoryHub()
    const [honest, other, guest] = [
      listen(sealedLink(hub.link(ann), secret)),
      listen(sealedLink(hub.link(bob), secret)),
      listen(sealedLink(hub.link(eve), new Uint8Array(32).fill(8))),
    ]
    await eventually(() => [honest.link.peers(), other.link.peers()]).toEqual([[bob], [ann]])
    expect(guest.link.peers()).toEqual([])
  })

  it('says so when the way to a peer may be another, though it is the same peer', async () => {
    const hub = new MemoryHub()
    const carrier = hub.link(ann)
    let told = 0
    let beneath: LinkListener
    const inner: Link = { ...carrier, open: listener => carrier.open((beneath = listener)) }
    const sealed = sealedLink(inner, secret)
    sealed.open({ receive: () => {}, peersChanged: () => void told++ })
    const other = listen(sealedLink(hub.link(bob), secret))
    await eventually(() => [sealed.peers(), other.link.peers()]).toEqual([[bob], [ann]])
    const before = told
    beneath!.peersChanged([bob])
    expect(told).toBe(before + 1)
  })

  it('shows an onlooker nothing of the content, and takes no altered, repeated or forged message', async () => {
    const hub = new MemoryHub()
    const seen: Uint8Array[] = []
    let tamper: (bytes: Uint8Array) => Uint8Array[] = bytes => [bytes]
    const carrier = hub.link(bob)
    const watched: Link = {
      ...carrier,
      open: listener =>
        carrier.open({
          ...listener,
          receive(from, bytes) {
            seen.push(bytes)
            for (const each of tamper(bytes)) listener.receive(from, each)
          },
        }),
    }
    const left = listen(sealedLink(hub.link(ann), secret))
    const right = listen(sealedLink(watched, secret))
    await eventually(() => left.link.peers()).toEqual([bob])
    const word = new TextEncoder().encode('a password is a promise')
    left.link.send(bob, word)
    await eventually(() => right.heard).toEqual([word])
    expect(seen.some(bytes => Buffer.from(bytes).includes('promise'))).toBe(false)
    const altered = (bytes: Uint8Array) => bytes.with(bytes.length - 1, bytes.at(-1)! ^ 1)
    tamper = bytes => [altered(bytes), bytes, bytes, bytes.slice(0, 20), new Uint8Array(0)]
    left.link.send(bob, Uint8Array.of(1))
    left.link.send(bob, Uint8Array.of(2))
    await eventually(() => right.heard.slice(1)).toEqual([Uint8Array.of(1), Uint8Array.of(2)])
  })

  it('begins again with a peer that lost the connection unnoticed', async () => {
    const hub = new MemoryHub()
    const left = listen(sealedLink(hub.link(ann), secret))
    const first = listen(sealedLink(hub.link(bob), secret))
    await eventually(() => left.link.peers()).toEqual([bob])
    const changes = left.changes.length
    first.close()
    const second = listen(sealedLink(hub.link(bob), secret)) // within one turn: the hub tells of no absence that lasts
    await eventually(() => second.link.peers()).toEqual([ann])
    second.link.send(ann, Uint8Array.of(5))
    await eventually(() => left.heard).toEqual([Uint8Array.of(5)])
    expect(left.changes.length).toBeGreaterThan(changes)
  })
})

function listen(link: Link) {
  const heard: Uint8Array[] = []
  const changes: (readonly PeerId[])[] = []
  const close = link.open({ receive: (_, bytes) => heard.push(bytes), peersChanged: peers => changes.push(peers) })
  return { link, heard, changes, close }
}
