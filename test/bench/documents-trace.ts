// A paper as it was really written, edit by edit: as one update, and what its edits cost on the wire.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Doc, encodeStateAsUpdate, type Text } from 'yjs'
import { peerId } from '../../src/core/ids.ts'
import { openDocument } from '../../src/documents/open-document.ts'
import { frameMs } from '../../src/documents/outbox.ts'
import { documentsChannel } from '../../src/documents/switchboard.ts'
import { note } from '../../src/documents/words.ts'
import { parsed } from '../../src/swarm/frame.ts'
import type { Link } from '../../src/swarm/link.ts'
import { MemoryHub } from '../../src/swarm/memory-link.ts'
import { Room } from '../../src/swarm/room.ts'
import { roomFrame } from '../../src/swarm/room-frame.ts'

const path = join(import.meta.dirname, '../../../shared/ground-truth/editing-traces/automerge-paper.json.gz')
/** Spread over the whole of it, since clocks grow with a document. */
const editsOnTheWire = 200

interface Trace {
  readonly txns: readonly { readonly patches: readonly Patch[] }[]
}

type Patch = readonly [at: number, deleted: number, inserted: string]

/** Null where the trace is absent. */
export function traceUpdate(): Uint8Array | null {
  if (!existsSync(path)) return null
  const doc = new Doc()
  const text = doc.getText('text')
  for (const patch of patches()) edit(text, patch)
  return encodeStateAsUpdate(doc)
}

/** What one peer is sent for single edits, with all that a room writes around them, over the bytes of their yjs updates. */
export async function wireRatio(): Promise<number> {
  const hub = new MemoryHub()
  const bytes = { wire: 0, updates: 0 }
  const [left, right] = [
    new Room({ link: counting(hub.link(peerId('ann')), bytes) }),
    new Room({ link: hub.link(peerId('bob')) }),
  ]
  const [document, other] = [
    openDocument(left, 'text', { storage: 'memory' }),
    openDocument(right, 'text', { storage: 'memory' }),
  ]
  while (document.status.sync !== 'synced' || other.status.sync !== 'synced') await pause(frameMs)
  const all = patches()
  const step = Math.floor(all.length / editsOnTheWire)
  const text = document.doc.getText('text')
  document.doc.clientID = 0xfedc_ba98 // of five bytes, as fifteen of sixteen are that yjs draws
  const measured = { wire: 0, updates: 0 }
  document.doc.on('update', update => {
    bytes.updates += update.length
  })
  for (let begun = 0; begun + step <= all.length; begun += step) {
    document.doc.transact(() => {
      for (const patch of all.slice(begun, begun + step - 1)) edit(text, patch)
    })
    await pause(4 * frameMs)
    const before = { ...bytes }
    edit(text, all[begun + step - 1]!)
    while (bytes.wire === before.wire) await pause(1)
    measured.wire += bytes.wire - before.wire
    measured.updates += bytes.updates - before.updates
  }
  await Promise.all([document.close(), other.close(), left.leave(), right.leave()])
  return measured.wire / measured.updates
}

/** Counts what is said of edits. */
const counting = (link: Link, bytes: { wire: number }): Link => ({
  ...link,
  send(to, said) {
    const frame = parsed(roomFrame, said, 'room')
    const isSaid = frame?.type === 'note' || frame?.type === 'announce'
    const isEdit =
      isSaid && frame.channel === documentsChannel && parsed(note, frame.bytes, 'note')?.word.type === 'sync'
    if (isEdit) bytes.wire += said.length
    return link.send(to, said)
  },
})

function patches(): Patch[] {
  const trace: Trace = JSON.parse(gunzipSync(readFileSync(path)).toString())
  return trace.txns.flatMap(({ patches }) => patches)
}

function edit(text: Text, [at, deleted, inserted]: Patch): void {
  if (deleted > 0) text.delete(at, deleted)
  if (inserted !== '') text.insert(at, inserted)
}

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
