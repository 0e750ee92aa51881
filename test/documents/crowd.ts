// A crowd that types at once over a slow network, for a test whose time is made up and for a bench whose time is real.

import { type Doc, encodeStateAsUpdate, type Text } from 'yjs'
import { toHex } from '../../src/core/bytes.ts'
import { peerId } from '../../src/core/ids.ts'
import { SeededRandom } from '../../src/core/random.ts'
import { openDocument } from '../../src/documents/open-document.ts'
import { frameMs } from '../../src/documents/outbox.ts'
import { MemoryHub } from '../../src/swarm/memory-link.ts'
import { Room, type RoomLink } from '../../src/swarm/room.ts'

export const crowdSize = 30
const keysEach = 40
const keyEveryMs = 50
const networkTickMs = 5
const giveUpMs = 20_000

export interface Convergence {
  /** From the last key until all hold the same bytes. */
  readonly tookMs: number
  readonly characters: number
  /** How many different documents there were at the last key. */
  readonly differing: number
}

/** Time is the page's own unless another way to wait is given. */
export async function convergence({ seed, wait = pause }: { seed: number; wait?: typeof pause }): Promise<Convergence> {
  const random = new SeededRandom(seed)
  const hub = new MemoryHub()
  const slowly = slow(random)
  const rooms = Array.from(
    { length: crowdSize },
    (_, index) => new Room({ link: slowly(hub.link(peerId(`peer${index}`))) }),
  )
  const documents = rooms.map(room => openDocument(room, 'text', { storage: 'memory' }))
  while (documents.some(({ status }) => status.peers < crowdSize - 1)) await wait(100)
  for (let key = 0; key < keysEach; key++) {
    for (const { doc } of documents) type(doc.getText('text'), random)
    await wait(keyEveryMs)
  }
  const lastKeyMs = performance.now()
  const differing = () => new Set(documents.map(({ doc }) => bytesOf(doc))).size
  const convergence = { differing: differing(), characters: documents[0]!.doc.getText('text').length }
  while (differing() > 1 && performance.now() < lastKeyMs + giveUpMs) await wait(frameMs)
  const tookMs = performance.now() - lastKeyMs
  await Promise.all(documents.map(document => document.close()))
  await Promise.all(rooms.map(room => room.leave()))
  return { ...convergence, tookMs }
}

/** Each way between two takes its own time, and keeps the order of what is said on it. What is due at once comes at once. */
function slow(random: SeededRandom): (link: RoomLink) => RoomLink {
  const due = new Map<number, (() => void)[]>()
  const deliverAt = (atMs: number, deliver: () => void) => {
    const waiting = due.get(atMs) ?? []
    if (waiting.length === 0) {
      setTimeout(() => {
        due.delete(atMs)
        for (const deliver of waiting) deliver()
      }, atMs - performance.now())
    }
    waiting.push(deliver)
    due.set(atMs, waiting)
  }
  return link => {
    const ways = new Map<string, number>()
    return {
      ...link,
      send(to, bytes) {
        const delayMs = ways.get(to) ?? random.between(20, 150)
        ways.set(to, delayMs)
        deliverAt(Math.ceil((performance.now() + delayMs) / networkTickMs) * networkTickMs, () => link.send(to, bytes))
      },
    }
  }
}

function type(text: Text, random: SeededRandom): void {
  if (random.chance(0.2) && text.length > 0) text.delete(random.between(0, text.length - 1), 1)
  else text.insert(random.between(0, text.length), random.pick(['a', 'b', 'c', ' ']))
}

const bytesOf = (doc: Doc): string => toHex(encodeStateAsUpdate(doc))

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
