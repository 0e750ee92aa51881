// Log compaction as the paper has it (§7): one server, one event, what came out.

import { describe, expect, it } from 'vitest'
import { encode } from '../../../src/core/codec.ts'
import type { Message } from '../../../src/core/protocol.ts'
import { logFrom } from '../../../src/protocols/raft/log.ts'
import { type Raft, snapshot as snapshotShape } from '../../../src/protocols/raft/vocabulary.ts'
import {
  append,
  command,
  durable,
  entries,
  n1,
  n2,
  n3,
  n4,
  type Remembered,
  Server,
  withConfiguration,
} from './server.ts'

const plainly = { preVote: false, checkQuorum: false }
const small = { ...plainly, logLengthMax: 4, entriesKept: 2 }

/** A leader's snapshot in one piece. */
function wholeSnapshot(term: number, remembered: Remembered): Message<Raft> {
  const { snapshot } = durable(remembered)
  const bytes = encode(snapshotShape, snapshot)
  return { type: 'installSnapshot', term, round: 1, index: snapshot.index, offset: 0, bytes, isLast: true }
}

describe('§7 log compaction', () => {
  it('[R20] a log that is too long is compacted, but for a few entries that followers may still need', () => {
    const server = new Server(n1, { log: entries(1, 1, 1, 1) }, small).lead(n2).acknowledge(n2)
    expect(server.announced('compacted')).toEqual([{ type: 'compacted', index: 5 }])
    expect(server.node.log).toEqual(logFrom({ index: 3, term: 1 }, entries(1, 2)))
    expect(server.saved?.snapshot).toMatchObject({ index: 5, term: 2 })
  })

  it('[R25] while a snapshot is on its way, the entries after it are kept twice as long', () => {
    const server = new Server(n1, { snapshot: { index: 6, term: 2 } }, small).leadWith(n2)
    const rejected = {
      type: 'rejected',
      term: 3,
      round: 1,
      prevIndex: 6,
      conflictTerm: null,
      conflictIndex: 1,
    } as const
    server.hear(n3, rejected)
    for (let count = 0; count < 7; count++) {
      server.ask({ type: 'openSession' })
      server.acknowledge(n2)
    }
    expect(server.node).toMatchObject({ commitIndex: 14, log: { start: 6 } })
    server.ask({ type: 'openSession' })
    expect(server.acknowledge(n2).node, 'a follower that never answers holds up nobody for ever').toMatchObject({
      commitIndex: 15,
      log: { start: 13 },
    })
  })

  it('[R20] what is not committed is never compacted', () => {
    const server = new Server(n1, { log: entries(1, 1, 1, 1, 1, 1, 1, 1) }, small).lead(n2)
    server.acknowledge(n2, 8)
    expect(server.node.log.start).toBe(0)
    expect(server.node.snapshot.index).toBe(0)
  })

  it('[R17] a snapshot holds machine, sessions and configuration as they were at its index', () => {
    const joint = { incoming: [n1, n2, n4], outgoing: [n1, n2, n3], learners: [] }
    const log = [
      { term: 1, content: { type: 'openSession' } as const },
      { term: 1, content: command(1, 1, 7) },
      withConfiguration(1, joint),
      ...entries(1, 1),
      withConfiguration(1, { ...joint, outgoing: [] }),
    ]
    const server = new Server(n3, { log: log }, { ...small, logLengthMax: 3 })
    server.hear(n1, append({ term: 1, prevIndex: 5, prevTerm: 1, leaderCommit: 5 }))
    const { snapshot } = server.saved!
    expect(snapshot).toMatchObject({ index: 5, term: 1, machine: 7, configuration: joint })
    expect(snapshot.sessions).toEqual([{ id: 1, lastUsed: 2, lowestOpen: 0, answers: [{ serial: 1, answer: 7 }] }])
    expect(server.node.configurationIndex, 'the later one stays in force').toBe(6)
  })

  it('[R17] a restart goes on from the snapshot, and applies nothing twice', () => {
    const log = [
      { term: 1, content: { type: 'openSession' } as const },
      { term: 1, content: command(1, 1, 7) },
      ...entries(1, 1),
    ]
    const server = new Server(n1, { log }, small).lead(n2).acknowledge(n2)
    server.restart(server.saved!)
    expect(server.node).toMatchObject({ commitIndex: 5, machine: 7 })
    expect(server.node.sessions).toHaveLength(1)
    server.lead(n2).acknowledge(n2)
    expect(server.node.machine).toBe(7)
  })

  it('[R25] a follower that needs compacted entries is sent the snapshot instead', () => {
    const server = new Server(n1, { snapshot: { index: 6, term: 2, machine: 9 } }, plainly).lead(n2)
    const rejected = {
      type: 'rejected',
      term: 3,
      round: 1,
      prevIndex: 6,
      conflictTerm: null,
      conflictIndex: 1,
    } as const
    server.hear(n3, rejected)
    expect(server.sent('installSnapshot', n3)).toMatchObject([{ term: 3, index: 6, offset: 0, isLast: true }])
    server.acknowledge(n3, 6)
    expect(server.sent('append', n3)).toMatchObject([{ prevIndex: 6, prevTerm: 2, entries: entries(3) }])
  })

  it('[R25] a large snapshot goes in pieces, and on from the piece that was lost', () => {
    const options = { ...plainly, snapshotChunkBytes: 6 }
    const sender = new Server(n1, { snapshot: { index: 6, term: 2, machine: 9 } }, options).lead(n2)
    const taker = new Server(n3, null, options)
    sender.hear(n3, { type: 'rejected', term: 3, round: 1, prevIndex: 6, conflictTerm: null, conflictIndex: 1 })
    let pieces = 0
    for (let rounds = 0; rounds < 20 && taker.node.commitIndex === 0; rounds++) {
      const piece = sender.sent('installSnapshot', n3)[0]!
      pieces++
      if (pieces === 2) {
        sender.fire('heartbeat')
        expect(sender.sent('installSnapshot', n3), 'a lost piece is sent again').toMatchObject([
          { offset: piece.offset },
        ])
        continue
      }
      taker.hear(n1, piece)
      const part = taker.sent('snapshotPart', n1)[0]
      if (part !== undefined) sender.hear(n3, part)
    }
    expect(pieces).toBeGreaterThan(3)
    expect(taker.node).toMatchObject({ commitIndex: 6, machine: 9, log: logFrom({ index: 6, term: 2 }, []) })
    expect(taker.sent('appended', n1)).toMatchObject([{ matchIndex: 6 }])
    expect(taker.saved?.snapshot.index).toBe(6)
  })

  it('[R25] a snapshot takes the place of a log that differs', () => {
    const server = new Server(n1, { log: entries(1, 1, 1, 1), term: 3 }, plainly)
    server.hear(n2, wholeSnapshot(3, { snapshot: { index: 3, term: 2, machine: 4 }, voters: [n1, n2] }))
    expect(server.node).toMatchObject({ commitIndex: 3, machine: 4, log: logFrom({ index: 3, term: 2 }, []) })
    expect(server.node.configuration.incoming).toEqual([n1, n2])
    expect(server.announced('restored')).toEqual([{ type: 'restored', index: 3 }])
  })

  it('[R9] what follows a snapshot is kept where the log holds its last entry', () => {
    const server = new Server(n1, { log: entries(1, 1, 2, 2) }, plainly)
    server.hear(n2, wholeSnapshot(2, { snapshot: { index: 3, term: 2, machine: 4 } }))
    expect(server.lastIndex).toBe(4)
    expect(server.node).toMatchObject({ commitIndex: 3, machine: 4 })
  })

  it('[R6] a snapshot older than what is applied changes nothing', () => {
    const server = new Server(n1, { log: entries(1, 1, 1) }, plainly)
    server.hear(n2, append({ term: 1, prevIndex: 3, prevTerm: 1, leaderCommit: 3 }))
    server.hear(n2, wholeSnapshot(1, { snapshot: { index: 2, term: 1, machine: 99 } }))
    expect(server.node).toMatchObject({ commitIndex: 3, machine: 0 })
    expect(server.saved).toBeUndefined()
    expect(server.sent('appended', n2)).toMatchObject([{ matchIndex: 3 }])
  })

  it('[R11] a snapshot of an older term is refused, with the newer one', () => {
    const server = new Server(n1, { term: 5 }, plainly)
    server.hear(n2, wholeSnapshot(4, { snapshot: { index: 2, term: 1 } }))
    expect(server.sent('snapshotPart', n2)).toMatchObject([{ term: 5 }])
    expect(server.node.commitIndex).toBe(0)
  })

  it('[R17] what does not parse as a snapshot is no snapshot', () => {
    const server = new Server(n1, null, plainly)
    const bytes = Uint8Array.from([255, 1, 2])
    server.hear(n2, { type: 'installSnapshot', term: 1, round: 1, index: 4, offset: 0, bytes, isLast: true })
    expect(server.node).toMatchObject({ commitIndex: 0, term: 1 })
  })
})
