// Goal: tabs of one browser tell each other the shortest way, and nobody is heard who is not in the room. Method: rooms that
// carry nothing and note what they are given to carry, over a real BroadcastChannel.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { peerId } from '../../src/core/ids.ts'
import { type DocumentRoom, type Line, openLine } from '../../src/documents/switchboard.ts'
import type { Note, Word } from '../../src/documents/words.ts'

const document = Uint8Array.of(1)
const here: Word = { type: 'here', document, state: document, isAsking: false, permission: null }
const edit = (byte: number): Word => ({ type: 'sync', step: 'update', bytes: Uint8Array.of(byte) })

/** One tab: its line, what it heard, and what its room was given to carry. */
interface Tab {
  readonly line: Line
  readonly heard: Word[]
  readonly moved: string[]
  readonly carried: Note[]
  /** Somebody comes into its room. */
  meets(name: string): void
  leave(): void
}

let place = ''
const tabs: Tab[] = []
/** What a room is given to carry waits for this. */
let taken: Promise<void>

beforeEach(() => {
  vi.stubGlobal('document', {}) // as a page has one
  place = `place ${Math.random()}`
  taken = Promise.resolve()
})
afterEach(() => {
  for (const tab of tabs.splice(0)) tab.leave()
  vi.unstubAllGlobals()
})

function open(self: string, others: readonly string[]): Tab {
  const peers = new Map(others.map(name => [peerId(name), { way: 'direct', roundTripMs: null }]))
  const [carried, heard, moved]: [Note[], Word[], string[]] = [[], [], []]
  let meets: (peer: { id: ReturnType<typeof peerId> }) => void = () => {}
  let leave = () => {}
  const carry = (note: Note) => {
    carried.push(note)
    return taken
  }
  const room: DocumentRoom = {
    self: peerId(self),
    place,
    peers,
    on(name, listener) {
      if (name === 'peer') meets = listener
      return () => {}
    },
    channel: () => ({ tell: (_, note) => carry(note), tellAll: carry, hear: () => () => {} }),
    onLeave: farewell => {
      leave = () => void farewell()
    },
    cutOff() {},
  }
  const line = openLine(room, document, {
    met() {},
    moved(peer) {
      moved.push(peer)
      void line.tell(peer, here)
    },
    left() {},
    heard: (_, word) => heard.push(word),
    ended() {},
  })
  const tab: Tab = {
    line,
    heard,
    moved,
    carried,
    meets(name) {
      peers.set(peerId(name), { way: 'direct', roundTripMs: null })
      meets({ id: peerId(name) })
    },
    leave: () => leave(),
  }
  tabs.push(tab)
  return tab
}

const found = (tab: Tab, ...names: string[]) => vi.waitFor(() => expect(tab.moved.toSorted()).toEqual(names))

describe('tabs of one browser', () => {
  it('find each other, and their rooms have nothing more to carry', async () => {
    const all = ['ann', 'bob', 'eve']
    const [ann, bob, eve] = all.map(name => open(name, all.toSpliced(all.indexOf(name), 1))) as [Tab, Tab, Tab]
    await Promise.all([found(ann, 'bob', 'eve'), found(bob, 'ann', 'eve'), found(eve, 'ann', 'bob')])
    await ann.line.tellEach([peerId('bob'), peerId('eve')], [edit(1)])
    await ann.line.tell(peerId('bob'), edit(2))
    await ann.line.tellAll(edit(3))
    await vi.waitFor(() => expect(eve.heard).toEqual([here, here, edit(1), edit(3)]))
    await vi.waitFor(() => expect(bob.heard).toEqual([here, here, edit(1), edit(2), edit(3)]))
    expect(all.map((_, index) => tabs[index]!.carried)).toEqual([[], [], []])
  })

  it('hear nobody who is not in the room, and hear it once it is', async () => {
    const ann = open('ann', [])
    const bob = open('bob', ['ann'])
    const eve = open('eve', ['ann', 'bob'])
    bob.meets('eve')
    await found(bob, 'eve')
    await eve.line.tellEach([peerId('bob'), peerId('ann')], [edit(1)])
    await vi.waitFor(() => expect(bob.heard).toEqual([here, edit(1)]))
    expect([ann.heard, eve.carried]).toEqual([[], [{ document: 0, word: edit(1) }]])
    ann.meets('eve')
    await Promise.all([found(ann, 'eve'), found(eve, 'ann', 'bob')])
    await eve.line.tell(peerId('ann'), edit(2))
    await vi.waitFor(() => expect(ann.heard).toEqual([here, edit(2)]))
  })

  it('say what goes together one way, though they find a shorter one meanwhile', async () => {
    let take = () => {}
    taken = new Promise(resolve => {
      take = resolve
    })
    const ann = open('ann', ['bob'])
    const words = ann.line.tellEach([peerId('bob')], [edit(1), edit(2)])
    const bob = open('bob', ['ann'])
    await found(ann, 'bob')
    take()
    await words
    await ann.line.tell(peerId('bob'), edit(3))
    await vi.waitFor(() => expect(bob.heard).toEqual([here, edit(3)]))
    expect(ann.carried.map(({ word }) => word)).toEqual([edit(1), edit(2)])
  })

  it('pay no heed to what another script posts there', async () => {
    const [ann, bob] = [open('ann', ['bob']), open('bob', ['ann'])]
    await found(ann, 'bob')
    const script = new BroadcastChannel(`tabswarm documents ${place} ann bob`)
    for (const posted of ['hello', Uint8Array.of(), Uint8Array.of(1, 2), Uint8Array.of(2)]) script.postMessage(posted)
    script.close()
    await ann.line.tell(peerId('bob'), edit(1))
    await vi.waitFor(() => expect(bob.heard).toEqual([here, edit(1)]))
    expect(ann.heard).toEqual([here])
  })
})
