// Log replication as the paper has it (§5.3, §5.4.2): one server, one event, what came out.

import { describe, expect, it } from 'vitest'
import { lastIndex } from '../../../src/protocols/raft/log.ts'
import { append, command, entries, n1, n2, n3, n4, n5, Server } from './server.ts'

const plainly = { preVote: false, checkQuorum: false }
const five = [n1, n2, n3, n4, n5]

describe('§5.3 log replication: the follower', () => {
  it('[R4] appends what follows an entry it holds, saves it, and says so', () => {
    const server = new Server(n1, { log: entries(1, 1) }, plainly)
    server.hear(n2, append({ term: 1, prevIndex: 2, prevTerm: 1, entries: entries(1, 1), round: 7 }))
    expect(server.terms).toEqual([1, 1, 1, 1])
    expect(lastIndex(server.saved!.log)).toBe(4)
    expect(server.sent('appended', n2)).toEqual([{ type: 'appended', term: 1, round: 7, matchIndex: 4 }])
  })

  it('[R4] refuses what follows an entry that it lacks, and says where its log ends', () => {
    const server = new Server(n1, { log: entries(1) }, plainly)
    server.hear(n2, append({ term: 2, prevIndex: 4, prevTerm: 2, entries: entries(2) }))
    expect(server.terms).toEqual([1])
    expect(server.sent('rejected', n2)).toMatchObject([{ prevIndex: 4, conflictTerm: null, conflictIndex: 2 }])
  })

  it('[R4] refuses what follows an entry of another term, and says where that term begins', () => {
    const server = new Server(n1, { log: entries(1, 2, 2, 2), term: 3 }, plainly)
    server.hear(n2, append({ term: 3, prevIndex: 4, prevTerm: 3, entries: entries(3) }))
    expect(server.terms).toEqual([1, 2, 2, 2])
    expect(server.sent('rejected', n2)).toMatchObject([{ prevIndex: 4, conflictTerm: 2, conflictIndex: 2 }])
  })

  it('[R9] an append that comes late, or twice, cuts nothing off', () => {
    const server = new Server(n1, { log: entries(1, 1, 1, 1) }, plainly)
    server.hear(n2, append({ term: 1, prevIndex: 1, prevTerm: 1, entries: entries(1) }))
    expect(server.terms).toEqual([1, 1, 1, 1])
    expect(server.saved, 'nothing changed').toBeUndefined()
    expect(server.sent('appended', n2)).toMatchObject([{ matchIndex: 2 }])
  })

  it('[R9] an entry that conflicts goes, with all that follows it', () => {
    const server = new Server(n1, { log: entries(1, 1, 2, 2, 2) }, plainly)
    server.hear(n2, append({ term: 3, prevIndex: 1, prevTerm: 1, entries: entries(1, 3) }))
    expect(server.terms).toEqual([1, 1, 3])
    expect(server.sent('appended', n2)).toMatchObject([{ matchIndex: 3 }])
  })

  it('[R6] what is committed is never cut off, whoever asks', () => {
    const server = new Server(n1, { log: entries(1, 1) }, plainly)
    server.hear(n2, append({ term: 1, prevIndex: 2, prevTerm: 1, leaderCommit: 2 }))
    server.hear(n3, append({ term: 2, prevIndex: 0, entries: entries(2, 2) }))
    expect(server.terms).toEqual([1, 1])
    expect(server.effects.filter(({ kind }) => kind === 'send')).toEqual([])
  })

  it('[R10] commits what the leader committed, as far as the logs were shown to be equal', () => {
    const server = new Server(n1, { log: entries(1, 1, 1) }, plainly)
    server.hear(n2, append({ term: 2, prevIndex: 1, prevTerm: 1, leaderCommit: 3 }))
    expect(server.node.commitIndex).toBe(1)
    server.hear(n2, append({ term: 2, prevIndex: 1, prevTerm: 1, entries: entries(2, 2), leaderCommit: 2 }))
    expect(server.node.commitIndex).toBe(2)
  })

  it('[R10] a commit index never goes back', () => {
    const server = new Server(n1, { log: entries(1, 1) }, plainly)
    server.hear(n2, append({ term: 1, prevIndex: 2, prevTerm: 1, leaderCommit: 2 }))
    server.hear(n2, append({ term: 1, prevIndex: 1, prevTerm: 1, leaderCommit: 1 }))
    expect(server.node.commitIndex).toBe(2)
  })

  it('[R4] an append that overtook another waits for it, once the logs have met', () => {
    const server = new Server(n1, {}, plainly).hear(n2, append({ term: 1, entries: entries(1) }))
    server.hear(n2, append({ term: 1, prevIndex: 3, prevTerm: 1, entries: entries(1), leaderCommit: 4 }))
    server.hear(n2, append({ term: 1, prevIndex: 2, prevTerm: 1, entries: entries(1) }))
    expect(server.terms).toEqual([1])
    expect(server.effects.filter(({ kind }) => kind === 'send')).toEqual([])
    server.hear(n2, append({ term: 1, prevIndex: 1, prevTerm: 1, entries: entries(1) }))
    expect(server.terms).toEqual([1, 1, 1, 1])
    expect(server.sent('appended', n2)).toMatchObject([{ matchIndex: 4 }])
    expect(server.node.commitIndex).toBe(0)
  })

  it('[R4] what waited for its turn goes with the leader who sent it', () => {
    const server = new Server(n1, {}, plainly).hear(n2, append({ term: 1, entries: entries(1) }))
    server.hear(n2, append({ term: 1, prevIndex: 2, prevTerm: 1, entries: entries(1) }))
    server.hear(n3, append({ term: 2, prevIndex: 1, prevTerm: 1, entries: entries(2) }))
    expect(server.terms).toEqual([1, 2])
  })

  it('[R20] so many may wait, and no more', () => {
    const server = new Server(n1, {}, plainly).hear(n2, append({ term: 1, entries: entries(1) }))
    for (let prevIndex = 2; prevIndex < 40; prevIndex++)
      server.hear(n2, append({ term: 1, prevIndex, prevTerm: 1, entries: entries(1) }))
    expect(server.sent('rejected', n2)).toMatchObject([{ prevIndex: 39, conflictIndex: 2 }])
  })

  it('[R4] an entry of a later term than its leader’s is a lie', () => {
    const server = new Server(n1, {}, plainly).hear(n2, append({ term: 1, entries: entries(5) }))
    expect(server.terms).toEqual([])
  })
})

describe('§5.3 log replication: the leader', () => {
  it('[R3] takes a command in, saves it, and sends it with the entry before', () => {
    const server = new Server(n1, { term: 1 }, plainly).leadWith(n2, n3)
    server.ask({ type: 'propose', session: 1, serial: 1, lowestOpen: 1, command: { type: 'add', by: 2 } })
    expect(server.terms).toEqual([2, 2])
    expect(lastIndex(server.saved!.log)).toBe(2)
    for (const to of [n2, n3])
      expect(server.sent('append', to)).toMatchObject([{ prevIndex: 1, prevTerm: 2, leaderCommit: 1, term: 2 }])
  })

  it('[R8] commits once a majority holds an entry, and tells with the next append', () => {
    const server = new Server(n1, { voters: five }, plainly).lead(n2, n3)
    server.acknowledge(n2)
    expect(server.node.commitIndex).toBe(0)
    server.acknowledge(n2)
    expect(server.node.commitIndex, 'twice the same follower is one').toBe(0)
    server.acknowledge(n4)
    expect(server.node.commitIndex).toBe(1)
    expect(server.announced('committed')).toEqual([{ type: 'committed', index: 1 }])
    server.fire('heartbeat')
    expect(server.sent('append', n5)).toMatchObject([{ leaderCommit: 1 }])
  })

  it('[R8] an acknowledgement that comes late takes nothing back', () => {
    const server = new Server(n1, {}, plainly).leadWith(n2)
    server.acknowledge(n2, 0)
    expect(server.leader.followers.get(n2)).toMatchObject({ matchIndex: 1, nextIndex: 2 })
  })

  it('[R8] what was never sent cannot be acknowledged', () => {
    const server = new Server(n1, {}, plainly).lead(n2).acknowledge(n3, 99)
    expect(server.node.commitIndex).toBe(0)
    expect(server.leader.followers.get(n3)?.matchIndex).toBe(0)
  })

  it('[R3] a follower that differs makes the leader go back a whole term, never change its own log', () => {
    const server = new Server(n1, { log: entries(1, 1, 3, 3, 4) }, plainly).lead(n2)
    const rejected = { type: 'rejected', term: 5, round: 1, prevIndex: 5 } as const
    server.hear(n3, { ...rejected, conflictTerm: 2, conflictIndex: 3 })
    expect(server.sent('append', n3)).toMatchObject([{ prevIndex: 2, prevTerm: 1, entries: entries(3, 3, 4, 5) }])
    expect(server.terms).toEqual([1, 1, 3, 3, 4, 5])
  })

  it('[R4] where the leader has that term too, it goes on after the term’s last entry', () => {
    const server = new Server(n1, { log: entries(1, 2, 2, 4, 4) }, plainly).lead(n2)
    server.hear(n3, { type: 'rejected', term: 5, round: 1, prevIndex: 5, conflictTerm: 2, conflictIndex: 2 })
    expect(server.sent('append', n3)).toMatchObject([{ prevIndex: 3, prevTerm: 2 }])
  })

  it('[R20] probes one append at a time, until the next heartbeat', () => {
    const server = new Server(n1, {}, plainly).lead(n2)
    server.ask({ type: 'openSession' })
    expect(server.sent('append', n3)).toEqual([])
    server.fire('heartbeat')
    expect(server.sent('append', n3)).toMatchObject([{ prevIndex: 0, entries: [{ term: 1 }, { term: 1 }] }])
  })

  it('[R20] sends ahead as far as the window lets, in appends of limited size', () => {
    const limits = { ...plainly, entriesInFlightMax: 3, entriesPerAppendMax: 2 }
    const server = new Server(n1, {}, limits).leadWith(n2)
    for (let count = 0; count < 6; count++) server.ask({ type: 'openSession' })
    expect(server.leader.followers.get(n2)).toMatchObject({ matchIndex: 1, nextIndex: 5 })
    server.acknowledge(n2, 4)
    expect(server.sent('append', n2).map(({ entries }) => entries.length)).toEqual([2, 1])
  })

  it('[R21] what is under way and not acknowledged for a whole heartbeat is sent again', () => {
    const server = new Server(n1, {}, plainly).leadWith(n2)
    server.ask({ type: 'openSession' })
    server.fire('heartbeat')
    expect(server.sent('append', n2), 'it may still arrive').toMatchObject([{ prevIndex: 1, entries: [] }])
    server.fire('heartbeat')
    expect(server.sent('append', n2)).toMatchObject([{ prevIndex: 1, entries: [{ term: 1 }] }])
    server.acknowledge(n2).fire('heartbeat').fire('heartbeat')
    expect(server.sent('append', n2)).toMatchObject([{ prevIndex: 2, entries: [] }])
  })

  it('[R20] an append weighs no more than a message may', () => {
    const server = new Server(n1, {}, { ...plainly, appendBytesMax: 100 }).lead(n2)
    for (let count = 0; count < 9; count++) server.ask({ type: 'openSession' })
    server.fire('heartbeat')
    expect(server.sent('append', n3)[0]!.entries.length).toBeLessThan(9)
    expect(server.sent('append', n3)[0]!.entries.length).toBeGreaterThan(0)
  })

  it('[R3] a reply of an earlier term means nothing', () => {
    const server = new Server(n1, { term: 4 }, plainly).lead(n2)
    server.hear(n3, { type: 'appended', term: 4, round: 1, matchIndex: 1 })
    expect(server.node.commitIndex).toBe(0)
    expect(server.leader.confirmedRound).toBe(0)
  })

  it('[R21] a reply of a higher term deposes the leader, and its clients learn that nobody knows', () => {
    const server = new Server(n1, {}, plainly).leadWith(n2)
    const ticket = server.ask({ type: 'openSession' })
    server.hear(n3, { type: 'rejected', term: 7, round: 1, prevIndex: 0, conflictTerm: null, conflictIndex: 1 })
    expect(server.node).toMatchObject({ term: 7, role: { is: 'follower' } })
    expect(server.outcome(ticket)).toBe('abandon leadership was lost')
    expect(server.isSet('patience')).toBe(true)
  })
})

describe('§5.3 figure 7: a new leader of term 8 meets logs of every kind', () => {
  const leaders = [1, 1, 1, 4, 4, 5, 5, 6, 6, 6]
  it.each([
    { name: 'a', terms: [1, 1, 1, 4, 4, 5, 5, 6, 6] },
    { name: 'b', terms: [1, 1, 1, 4] },
    { name: 'c', terms: [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6] },
    { name: 'd', terms: [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7] },
    { name: 'e', terms: [1, 1, 1, 4, 4, 4, 4] },
    { name: 'f', terms: [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3] },
  ])('[R4] follower ($name) ends with the leader’s log', ({ terms }) => {
    const leader = new Server(n1, { log: entries(...leaders), term: 7 }, plainly).lead(n3)
    const follower = new Server(n2, { log: entries(...terms), term: 7 }, plainly)
    let message = leader.sent('append', n2)[0]
    for (let rounds = 0; message !== undefined && rounds < 10; rounds++) {
      follower.hear(n1, message)
      const reply = follower.sent('appended', n1)[0] ?? follower.sent('rejected', n1)[0]!
      message = leader.hear(n2, reply).sent('append', n2)[0]
    }
    expect(follower.terms).toEqual([...leaders, 8])
    expect(leader.leader.followers.get(n2)?.matchIndex).toBe(11)
  })
})

describe('§5.4.2 committing entries of earlier terms', () => {
  it('[R7] figure 8: a majority holds an entry of term 2, and it is not committed in term 4', () => {
    const server = new Server(n1, { log: entries(1, 2), term: 3, voters: five }, plainly).lead(n2, n3)
    server.acknowledge(n2, 2).acknowledge(n3, 2)
    expect(server.node.commitIndex, 'figure 8 (c): it may still be overwritten, as in (d)').toBe(0)
    server.acknowledge(n2, 3).acknowledge(n3, 3)
    expect(server.node.commitIndex, 'figure 8 (e): with an entry of term 4 it cannot').toBe(3)
  })

  it('[R6] all that comes before a committed entry is applied with it, in order', () => {
    const log = [
      { term: 1, content: { type: 'openSession' } as const },
      { term: 1, content: command(1, 1, 5) },
    ]
    const server = new Server(n1, { log }, plainly).lead(n2).acknowledge(n2)
    expect(server.node.commitIndex).toBe(3)
    expect(server.node.machine).toBe(5)
    expect(server.node.sessions).toMatchObject([{ id: 1, lastUsed: 2, answers: [{ serial: 1, answer: 5 }] }])
  })
})
