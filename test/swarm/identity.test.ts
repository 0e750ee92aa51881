// Who a tab is, through reloads, duplicates and second tabs; without Web Locks, as on a plain http address.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { browserSeeds, claimIdentity, memorySeeds, type TabMemory } from '../../src/swarm/identity.ts'
import { selfOf } from '../../src/swarm/node.ts'
import { askingClaims } from '../../src/swarm/slot-claim.ts'

const newTab = (copied: Record<string, string> = {}): TabMemory & { kept: Record<string, string> } => {
  const kept = { ...copied }
  return { kept, getItem: key => kept[key] ?? null, setItem: (key, value) => void (kept[key] = value) }
}

async function claimAs(tab: TabMemory, scope: string, seeds = sharedSeeds) {
  const { privateKey, release } = await claimIdentity({ scope, seeds, tab, claims: askingClaims(crypto.randomUUID()) })
  return { id: selfOf(privateKey), release }
}

const sharedSeeds = memorySeeds()

describe('an identity', () => {
  it('survives a reload, and two tabs have two', async () => {
    const [left, right] = [newTab(), newTab()]
    const first = await claimAs(left, 'reload')
    const second = await claimAs(right, 'reload')
    expect(second.id).not.toBe(first.id)
    first.release()
    second.release()
    const again = [await claimAs(right, 'reload'), await claimAs(left, 'reload')]
    expect(again.map(({ id }) => id)).toEqual([second.id, first.id])
    for (const { release } of again) release()
  })
  it('is not shared by a duplicated tab', async () => {
    const original = newTab()
    const first = await claimAs(original, 'duplicate')
    const copy = await claimAs(newTab(original.kept), 'duplicate')
    expect(copy.id).not.toBe(first.id)
    first.release()
    copy.release()
  })
  it('comes back in a new tab when the old one is gone', async () => {
    const first = await claimAs(newTab(), 'later')
    first.release()
    const second = await claimAs(newTab(), 'later')
    expect(second.id).toBe(first.id)
    second.release()
  })
  it('is two even for two tabs that open in the same instant', async () => {
    const both = await Promise.all([claimAs(newTab(), 'instant'), claimAs(newTab(), 'instant')])
    expect(both[0].id).not.toBe(both[1].id)
    for (const { release } of both) release()
  })
  it('is kept in IndexedDB', async () => {
    const first = await claimAs(newTab(), 'kept', browserSeeds())
    first.release()
    const second = await claimAs(newTab(), 'kept', browserSeeds())
    expect(second.id).toBe(first.id)
    second.release()
  })
})
