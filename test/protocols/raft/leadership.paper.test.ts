// Keeping, losing and handing over leadership as the thesis has it (§3.10, §4.2.3, §6.2, §9.6): one server, one event.

import { describe, expect, it } from 'vitest'
import { append, entries, n1, n2, n3, n4, n5, Server } from './server.ts'

const five = [n1, n2, n3, n4, n5]
const preBallot = (term: number, lastIndex = 0, lastTerm = 0) =>
  ({ type: 'requestPreVote', term, lastIndex, lastTerm }) as const
const ballot = (term: number, isForced = false) =>
  ({ type: 'requestVote', term, lastIndex: 9, lastTerm: 9, isForced }) as const

describe('thesis §9.6 pre-vote', () => {
  it('[R18] asking for pre-votes changes neither term nor vote', () => {
    const server = new Server(n1, { term: 4, voters: five }).fire('election')
    expect(server.node).toMatchObject({ term: 4, votedFor: null, role: { is: 'preCandidate' } })
    expect(server.saved).toBeUndefined()
    expect(server.sent('requestPreVote')).toHaveLength(4)
    expect(server.sent('requestPreVote', n2)).toMatchObject([{ term: 5 }])
  })

  it('[R1] a majority of pre-votes leads to a real election', () => {
    const server = new Server(n1, { term: 4, voters: five }).fire('election')
    server.hear(n2, { type: 'preVote', term: 5, granted: true })
    expect(server.node.role.is).toBe('preCandidate')
    server.hear(n3, { type: 'preVote', term: 5, granted: true })
    expect(server.node).toMatchObject({ term: 5, votedFor: n1, role: { is: 'candidate' } })
    expect(server.sent('requestVote')).toHaveLength(4)
  })

  it('[R18] granting a pre-vote changes nothing: not term, not vote, not timer', () => {
    const server = new Server(n1, { term: 4 }).hear(n2, preBallot(5))
    expect(server.effects).toEqual([{ kind: 'send', to: n2, message: { type: 'preVote', term: 5, granted: true } }])
    server.hear(n3, preBallot(5))
    expect(server.sent('preVote', n3), 'one may wish several luck').toMatchObject([{ granted: true }])
  })

  it('[R18] who hears its leader grants no pre-vote, until its patience is over', () => {
    const server = new Server(n1, { term: 4 }).hear(n2, append({ term: 4 })).hear(n3, preBallot(7))
    expect(server.sent('preVote', n3)).toEqual([{ type: 'preVote', term: 4, granted: false }])
    server.fire('patience').hear(n3, preBallot(7))
    expect(server.sent('preVote', n3)).toEqual([{ type: 'preVote', term: 7, granted: true }])
  })

  it('[R18] a leader grants none either', () => {
    const server = new Server(n1, {}).leadWith(n2).hear(n3, preBallot(7, 9, 9))
    expect(server.sent('preVote', n3)).toEqual([{ type: 'preVote', term: 1, granted: false }])
    expect(server.node.role.is).toBe('leader')
  })

  it('[R5] a log that is behind gets no pre-vote', () => {
    const server = new Server(n1, { log: entries(1, 2) }).hear(n2, preBallot(3, 5, 1))
    expect(server.sent('preVote', n2)).toMatchObject([{ granted: false }])
  })

  it('[R21] a refusal from a higher term tells the asker its term', () => {
    const server = new Server(n1, { term: 4 }).fire('election').hear(n2, { type: 'preVote', term: 8, granted: false })
    expect(server.node).toMatchObject({ term: 8, role: { is: 'follower' } })
  })

  it('[R1] pre-votes for an earlier attempt do not count', () => {
    const server = new Server(n1, { term: 4 }).fire('election').hear(n2, { type: 'preVote', term: 4, granted: true })
    expect(server.node.role.is).toBe('preCandidate')
  })
})

describe('thesis §4.2.3 disruptive servers', () => {
  it('[R18] who hears its leader ignores a higher term that asks for votes', () => {
    const server = new Server(n1, { term: 4 }).hear(n2, append({ term: 4 })).hear(n3, ballot(9))
    expect(server.effects).toEqual([])
    expect(server.node.term).toBe(4)
  })

  it('[R18] unless the leader itself asked that server to stand', () => {
    const server = new Server(n1, { term: 4 }).hear(n2, append({ term: 4 })).hear(n3, ballot(9, true))
    expect(server.sent('vote', n3)).toEqual([{ type: 'vote', term: 9, granted: true }])
  })

  it('[R18] nor does it vote for another in the term of the leader it hears', () => {
    const server = new Server(n1, { term: 4 }).hear(n2, append({ term: 4 })).hear(n3, ballot(4))
    expect(server.effects).toEqual([])
    expect(server.node.votedFor).toBeNull()
  })
})

describe('thesis §6.2, §9.6 check quorum, and the way back', () => {
  it('[R22] a leader that no quorum answered since the last check steps down', () => {
    const server = new Server(n1, { voters: five }).leadWith(n2, n3)
    server.fire('checkQuorum')
    expect(server.node.role.is, 'it was answered').toBe('leader')
    server.fire('heartbeat').acknowledge(n2)
    server.fire('checkQuorum')
    expect(server.node).toMatchObject({ term: 1, role: { is: 'follower', leader: null } })
    expect(server.announced('steppedDown')).toEqual([{ type: 'steppedDown', term: 1 }])
    expect(server.isSet('patience')).toBe(true)
  })

  it('[R22] answers of two followers of five are a quorum with the leader', () => {
    const server = new Server(n1, { voters: five }).leadWith(n2, n3).fire('checkQuorum')
    server.fire('heartbeat').acknowledge(n4).acknowledge(n5).fire('checkQuorum')
    expect(server.node.role.is).toBe('leader')
  })

  it('[R21] a server stranded in a higher term makes the leader step down, and can follow again', () => {
    const stranded = new Server(n3, { term: 9 })
    const leader = new Server(n1, { term: 4 }).leadWith(n2).fire('heartbeat')
    stranded.hear(n1, leader.sent('append', n3)[0]!)
    expect(stranded.node.term).toBe(9)
    leader.hear(n3, stranded.sent('rejected', n1)[0]!)
    expect(leader.node).toMatchObject({ term: 9, role: { is: 'follower' } })
    leader.fire('patience').fire('election')
    leader.hear(n2, { type: 'preVote', term: 10, granted: true }).hear(n2, { type: 'vote', term: 10, granted: true })
    stranded.hear(n1, leader.sent('append', n3)[0]!)
    expect(stranded.node).toMatchObject({ term: 10, role: { is: 'follower', leader: n1 } })
  })
})

describe('thesis §3.10 leadership transfer', () => {
  it('[R19] a leader asks the other to stand once it holds the whole log', () => {
    const server = new Server(n1, {}).leadWith(n2)
    server.ask({ type: 'transferLeadership', to: n3 })
    expect(server.sent('timeoutNow'), 'n3 lacks the no-op').toEqual([])
    expect(server.isSet('transfer')).toBe(true)
    server.acknowledge(n3)
    expect(server.sent('timeoutNow', n3)).toEqual([{ type: 'timeoutNow', term: 1 }])
  })

  it('[R19] meanwhile it takes no commands, so that the other can catch up', () => {
    const server = new Server(n1, {}).leadWith(n2)
    server.ask({ type: 'transferLeadership', to: n3 })
    expect(server.outcome(server.ask({ type: 'openSession' }))).toBe('refuse the leadership is being handed over')
  })

  it('[R18] the other stands at once, without pre-votes, and says at whose wish', () => {
    const server = new Server(n2, { term: 1 }).hear(n1, append({ term: 1 })).hear(n1, { type: 'timeoutNow', term: 1 })
    expect(server.node).toMatchObject({ term: 2, votedFor: n2, role: { is: 'candidate' } })
    expect(server.sent('requestVote', n3)).toMatchObject([{ term: 2, isForced: true }])
  })

  it('[R19] it is done once the other stands', () => {
    const server = new Server(n1, {}).leadWith(n2)
    const ticket = server.ask({ type: 'transferLeadership', to: n2 })
    server.hear(n2, { type: 'requestVote', term: 2, lastIndex: 1, lastTerm: 1, isForced: true })
    expect(server.outcome(ticket)).toBe('answer undefined')
    expect(server.sent('vote', n2)).toEqual([{ type: 'vote', term: 2, granted: true }])
  })

  it('[R21] after an election timeout the leader goes on as before', () => {
    const server = new Server(n1, {}).leadWith(n2)
    const ticket = server.ask({ type: 'transferLeadership', to: n3 })
    expect(server.fire('transfer').outcome(ticket), 'n3 was never asked').toBe('refuse the other did not catch up')
    expect(server.outcome(server.ask({ type: 'openSession' }))).toBeNull()
  })

  it('[R19] whoever was asked may still stand: nobody can say', () => {
    const server = new Server(n1, {}).leadWith(n2)
    const ticket = server.ask({ type: 'transferLeadership', to: n2 })
    expect(server.fire('transfer').outcome(ticket)).toBe('abandon the other did not catch up')
  })

  it.each([n1, n4])('[R19] nothing is handed over to %s, who is itself or no voter', to => {
    const server = new Server(n1, { learners: [n4] }).leadWith(n2)
    expect(server.outcome(server.ask({ type: 'transferLeadership', to }))).toBe('refuse not another voter')
  })

  it('[R18] a wish from an earlier term is void', () => {
    const server = new Server(n2, { term: 5 }).hear(n1, { type: 'timeoutNow', term: 4 })
    expect(server.node).toMatchObject({ term: 5, role: { is: 'follower' } })
    expect(server.effects).toEqual([])
  })
})
