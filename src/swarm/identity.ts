// Who a tab is: an Ed25519 key that a reload keeps, that no two tabs share, and that comes back when the browser does.
// Keys live in numbered slots of a scope, such as a room; a tab claims a slot for as long as it lives.

import type { PrivateKey } from '@libp2p/interface'
import { openDB } from 'idb'
import { keyFromSeed, newKey, newSeed, seedBytes } from './key.ts'
import { browserClaims, type Claims } from './slot-claim.ts'

export const slotsMax = 64
/** A page that reloads may have to wait until its former self has let go. */
export const reloadWaitMs = 500

/** Where seeds of keys are kept. */
export interface SeedStore {
  load(slot: string): Promise<Uint8Array | undefined>
  save(slot: string, seed: Uint8Array): Promise<void>
}

/** What a tab remembers through a reload; a duplicated tab gets a copy. */
export type TabMemory = Pick<Storage, 'getItem' | 'setItem'>

export interface IdentityOptions {
  readonly scope: string
  readonly seeds: SeedStore
  readonly claims?: Claims
  readonly tab?: TabMemory
}

export interface Identity {
  readonly privateKey: PrivateKey
  release(): void
}

export class IdentityError extends Error {
  override readonly name = 'IdentityError'
}

export async function claimIdentity(options: IdentityOptions): Promise<Identity> {
  const { scope, seeds, claims = browserClaims(), tab = tabMemory() } = options
  const memory = `tabswarm identity ${scope}`
  const remembered = Number(tab.getItem(memory) ?? -1)
  const slots = [...Array(slotsMax).keys()].filter(slot => slot !== remembered)
  if (remembered >= 0 && remembered < slotsMax) slots.unshift(remembered)
  for (const slot of slots) {
    const name = `${scope} ${slot}`
    const release = await claims.claim(`tabswarm identity ${name}`, slot === remembered ? reloadWaitMs : 0)
    if (release === null) continue // another tab's
    tab.setItem(memory, `${slot}`)
    return { privateKey: await keyFromSeed(await seedIn(seeds, name)), release }
  }
  throw new IdentityError(`all ${slotsMax} identities of ${scope} are in use by other tabs`)
}

/** Of one page, and of nobody after it. */
export const newIdentity = async (): Promise<Identity> => ({ privateKey: await newKey(), release: () => {} })

/** Where the browser keeps nothing for us, as in some embedded frames, a key lasts as long as the page. */
export function browserSeeds(): SeedStore {
  const opening = openSeeds().catch(memorySeeds)
  return {
    load: async slot => (await opening).load(slot),
    save: async (slot, seed) => (await opening).save(slot, seed),
  }
}

async function openSeeds(): Promise<SeedStore> {
  const database = await openDB('tabswarm', 1, { upgrade: opened => void opened.createObjectStore('seeds') })
  return {
    load: slot => database.get('seeds', slot),
    save: async (slot, seed) => void (await database.put('seeds', seed, slot)),
  }
}

export function memorySeeds(): SeedStore {
  const seeds = new Map<string, Uint8Array>()
  return {
    load: async slot => seeds.get(slot),
    save: async (slot, seed) => void seeds.set(slot, seed),
  }
}

async function seedIn(seeds: SeedStore, slot: string): Promise<Uint8Array> {
  const kept = await seeds.load(slot)
  if (kept instanceof Uint8Array && kept.length === seedBytes) return kept
  const seed = newSeed()
  await seeds.save(slot, seed)
  return seed
}

function tabMemory(): TabMemory {
  try {
    return sessionStorage
  } catch {
    return { getItem: () => null, setItem: () => {} } // a sandboxed frame: a reload is a new peer
  }
}
