// Terms and elections as the paper has them (§5.1, §5.2, §5.4.1): one server, one event, what came out.

import { describe, expect, it } from 'vitest'
import { lastIndex } from '../../../src/protocols/raft/log.ts'
import { append, entries, n1, n2, n3, n4, n5, Server } from './server.ts'

const plainly = { preVote: false, checkQuorum: false }
const five = [n1, n2, n3, n4, n5]

const ballot = (term: number, lastIndex = 0, lastTerm = 0) =>
  ({ type: 'requestVote', term, lastIndex, lastTerm, isForced: false }) as const

describe('§5.1 terms', () => {
  it('[R11] a server starts as a follower in term 0 and waits for a leader', () => {
    const server = new Server(n1, null, plainly)
    expect(server.node.role.is).toBe('follower')
    expect(server.node.term).toBe(0)
    expect(server.isSet('patience')).toBe(true)
  })

  it.each(['follower', 'candidate', 'leader'] as const)('[R11] a %s that hears of a higher term takes it up', role => {
    const server = new Server(n1, { term: 3 }, plainly)
    if (role !== 'follower') server.fire('election')
    if (role === 'leader') server.hear(n2, { type: 'vote', term: 4, granted: true })
    expect(server.node.role.is).toBe(role)
    server.hear(n3, ballot(9))
    expect(server.node.term).toBe(9)
    expect(server.node.role.is).toBe('follower')
    expect(server.saved?.term).toBe(9)
  })

  it('[R11] an append of an older term is refused, with the newer one', () => {
    const server = new Server(n1, { term: 5 }, plainly)
    server.hear(n2, append({ term: 4, entries: entries(4) }))
    expect(server.sent('rejected', n2)).toMatchObject([{ term: 5 }])
    expect(server.terms).toEqual([])
    expect(server.isSet('patience'), 'the past does not reset the timer').toBe(false)
  })

  it('[R11] a vote of an older term is not counted', () => {
    const server = new Server(n1, { term: 5 }, plainly).fire('election')
    server.hear(n2, { type: 'vote', term: 5, granted: true })
    expect(server.node.role.is).toBe('candidate')
  })

  it('[R11] a term that would leave no room for others is taken for a lie', () => {
    const server = new Server(n1, { term: 5 }, plainly)
    server.hear(n2, ballot(Number.MAX_SAFE_INTEGER)).hear(n2, append({ term: Number.MAX_SAFE_INTEGER }))
    expect(server.node.term).toBe(5)
  })
})

describe('§5.2 leader election', () => {
  it('[R2] who waits in vain raises its term, votes for itself, saves that, and asks all others', () => {
    const server = new Server(n1, { term: 1, voters: five }, plainly).fire('election')
    expect(server.node).toMatchObject({ term: 2, votedFor: n1, role: { is: 'candidate' } })
    expect(server.saved).toMatchObject({ term: 2, votedFor: n1 })
    expect(server.sent('requestVote')).toHaveLength(4)
    expect(server.isSet('patience'), 'starting an election resets the timer').toBe(true)
  })

  it('[R1] two votes of five do not make a leader, three do', () => {
    const server = new Server(n1, { voters: five }, plainly).fire('election')
    server.hear(n2, { type: 'vote', term: 1, granted: true })
    server.hear(n2, { type: 'vote', term: 1, granted: true })
    server.hear(n3, { type: 'vote', term: 1, granted: false })
    expect(server.node.role.is).toBe('candidate')
    server.hear(n4, { type: 'vote', term: 1, granted: true })
    expect(server.node.role.is).toBe('leader')
  })

  it('[R1] the winner tells everyone at once, by an entry of its own term (§8)', () => {
    const server = new Server(n1, { term: 4, log: entries(2, 4) }, plainly).lead(n2)
    expect(server.announced('becameLeader')).toEqual([{ type: 'becameLeader', term: 5 }])
    expect(server.terms).toEqual([2, 4, 5])
    for (const to of [n2, n3])
      expect(server.sent('append', to)).toMatchObject([{ term: 5, prevIndex: 2, prevTerm: 4, entries: entries(5) }])
    expect(lastIndex(server.saved!.log)).toBe(3)
  })

  it('[R1] a server alone in its cluster needs nobody’s vote', () => {
    const server = new Server(n1, { voters: [n1] }).fire('election')
    expect(server.node.role.is).toBe('leader')
    expect(server.node.commitIndex).toBe(1)
  })

  it('[R2] one vote a term: the second who asks gets none, the first may ask again', () => {
    const server = new Server(n1, { term: 1 }, plainly).hear(n2, ballot(2))
    expect(server.sent('vote', n2)).toEqual([{ type: 'vote', term: 2, granted: true }])
    expect(server.saved).toMatchObject({ term: 2, votedFor: n2 })
    expect(server.isSet('patience'), 'granting resets the timer').toBe(true)
    server.hear(n3, ballot(2))
    expect(server.sent('vote', n3)).toEqual([{ type: 'vote', term: 2, granted: false }])
    expect(server.isSet('patience'), 'refusing does not').toBe(false)
    server.hear(n2, ballot(2))
    expect(server.sent('vote', n2)).toEqual([{ type: 'vote', term: 2, granted: true }])
  })

  it('[R2] a vote survives a crash', () => {
    const server = new Server(n1, { term: 1 }, plainly).hear(n2, ballot(2))
    server.restart(server.saved!).fire('patience').hear(n3, ballot(2))
    expect(server.sent('vote', n3)).toEqual([{ type: 'vote', term: 2, granted: false }])
  })

  it('[R1] a candidate that hears its own term from a leader yields', () => {
    const server = new Server(n1, {}, plainly).fire('election').hear(n2, append({ term: 1 }))
    expect(server.node).toMatchObject({ term: 1, role: { is: 'follower', leader: n2 } })
  })

  it('[R1] a leader does not yield to another of its own term: there is none', () => {
    const server = new Server(n1, {}, plainly).lead(n2).hear(n3, append({ term: 1, entries: entries(1, 1) }))
    expect(server.node.role.is).toBe('leader')
    expect(server.effects).toEqual([])
  })

  it('[R23] a split vote ends with a new election in a higher term', () => {
    const server = new Server(n1, { voters: [n1, n2, n3, n4] }, plainly).fire('election')
    server.hear(n2, { type: 'vote', term: 1, granted: true })
    server.hear(n3, { type: 'vote', term: 1, granted: false })
    server.hear(n4, { type: 'vote', term: 1, granted: false })
    expect(server.node.role.is).toBe('candidate')
    server.fire('patience').fire('election')
    expect(server.node).toMatchObject({ term: 2, votedFor: n1 })
  })

  it('[R21] the timeout is drawn anew each time, over the whole range', () => {
    const server = new Server(n1, {}, { ...plainly, electionTimeoutMs: [300, 305] })
    const drawn = new Set<number>()
    for (let round = 0; round < 100; round++) {
      server.fire('election')
      expect(server.effects).toContainEqual({ kind: 'set', timer: { type: 'patience' }, delayMs: 300 })
      server.fire('patience')
      for (const effect of server.effects)
        if (effect.kind === 'set' && effect.timer.type === 'election') drawn.add(effect.delayMs)
    }
    expect([...drawn].sort()).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('[R21] a heartbeat puts off an election that was near', () => {
    const server = new Server(n1, {}, plainly).hear(n2, append({ term: 1 }))
    expect(server.effects).toContainEqual({ kind: 'cancel', timer: { type: 'election' } })
    expect(server.isSet('patience')).toBe(true)
  })
})

describe('§5.4.1 election restriction', () => {
  it.each([
    { says: 'an earlier last term', lastIndex: 9, lastTerm: 2, granted: false },
    { says: 'the same last term but a shorter log', lastIndex: 2, lastTerm: 3, granted: false },
    { says: 'an equal log', lastIndex: 3, lastTerm: 3, granted: true },
    { says: 'a longer log', lastIndex: 4, lastTerm: 3, granted: true },
    { says: 'a later last term in a shorter log', lastIndex: 1, lastTerm: 4, granted: true },
  ])('[R5] a candidate with $says: granted $granted', ({ lastIndex, lastTerm, granted }) => {
    const server = new Server(n1, { term: 5, log: entries(1, 2, 3) }, plainly)
    server.hear(n2, ballot(6, lastIndex, lastTerm))
    expect(server.sent('vote', n2)).toEqual([{ type: 'vote', term: 6, granted }])
    expect(server.node.votedFor).toBe(granted ? n2 : null)
  })

  it('[R5] a log that is all in a snapshot counts as long as it was', () => {
    const server = new Server(n1, { snapshot: { index: 8, term: 3 } }, plainly).hear(n2, ballot(4, 7, 3))
    expect(server.sent('vote', n2)).toEqual([{ type: 'vote', term: 4, granted: false }])
  })
})
