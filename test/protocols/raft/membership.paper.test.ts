// Changes of membership as paper and thesis have them (§6; thesis §4): one server, one event, what came out.

import { describe, expect, it } from 'vitest'
import type { PeerId } from '../../../src/core/ids.ts'
import { entryAt } from '../../../src/protocols/raft/log.ts'
import { append, entries, n1, n2, n3, n4, n5, n6, Server, withConfiguration } from './server.ts'

const plainly = { preVote: false, checkQuorum: false }

const settled = (...incoming: readonly PeerId[]) => ({ incoming, outgoing: [], learners: [] })
const reconfigure = (...voters: readonly PeerId[]) => ({ type: 'reconfigure', voters, learners: [] }) as const

describe('§6 joint consensus', () => {
  it('[R16] a change that brings nobody new enters the joint configuration at once', () => {
    const server = new Server(n1, {}, plainly).leadWith(n2)
    server.ask(reconfigure(n1, n2))
    expect(server.node.configuration).toEqual({ incoming: [n1, n2], outgoing: [n1, n2, n3], learners: [] })
    expect(server.announced('configured')).toHaveLength(1)
    expect(entryAt(server.node.log, 2).content.type).toBe('configuration')
  })

  it('[R16] once the joint configuration is committed, the leader goes on to the new one, and answers when that is', () => {
    const server = new Server(n1, {}, plainly).leadWith(n2)
    const ticket = server.ask(reconfigure(n1, n2))
    server.acknowledge(n2)
    expect(server.node.configuration).toEqual(settled(n1, n2))
    expect(server.outcome(ticket)).toBeNull()
    server.acknowledge(n2)
    expect(server.outcome(ticket)).toBe('answer undefined')
  })

  it('[R16] a leader elected amid a change finishes it', () => {
    const joint = { incoming: [n1, n2], outgoing: [n1, n2, n3], learners: [] }
    const server = new Server(n1, { log: [withConfiguration(1, joint)] }, plainly).lead(n2)
    server.acknowledge(n2)
    expect(server.node.commitIndex).toBe(2)
    expect(server.node.configuration).toEqual(settled(n1, n2))
  })

  it('[R8] while joint, an entry needs a majority of both configurations', () => {
    const joint = { incoming: [n1, n4, n5], outgoing: [n1, n2, n3], learners: [] }
    const server = new Server(n1, { log: [withConfiguration(1, joint)] }, plainly).fire('election')
    server.hear(n4, { type: 'vote', term: 2, granted: true })
    expect(server.node.role.is, 'a majority of the new alone does not elect').toBe('candidate')
    server.hear(n2, { type: 'vote', term: 2, granted: true })
    expect(server.node.role.is).toBe('leader')
    server.acknowledge(n4).acknowledge(n5)
    expect(server.node.commitIndex, 'a majority of the new alone does not commit').toBe(0)
    server.acknowledge(n2, 2)
    expect(server.node.commitIndex).toBe(2)
  })

  it('[R14] a server uses a configuration as soon as it stands in its log', () => {
    const server = new Server(n1, {}, plainly)
    server.hear(n2, append({ term: 1, entries: [withConfiguration(1, settled(n1, n2, n3, n4))] }))
    expect(server.node.configuration).toEqual(settled(n1, n2, n3, n4))
    expect(server.node.commitIndex).toBe(0)
    expect(server.fire('patience').fire('election').sent('requestVote', n4)).toHaveLength(1)
  })

  it('[R14] and returns to the one before when it is cut off', () => {
    const server = new Server(n1, { log: [withConfiguration(1, settled(n1, n2, n4))] }, plainly)
    server.hear(n3, append({ term: 2, entries: entries(2) }))
    expect(server.node.configuration).toEqual(settled(n1, n2, n3))
    expect(server.node.configurationIndex).toBe(0)
  })

  it('[R14] a restart finds the latest configuration in the log', () => {
    const server = new Server(n1, { log: [withConfiguration(1, settled(n1, n2)), ...entries(1)] }, plainly)
    expect(server.node).toMatchObject({ configuration: settled(n1, n2), configurationIndex: 1 })
  })

  it('[R15] a second change is refused while one is under way', () => {
    const server = new Server(n1, {}, plainly).leadWith(n2)
    server.ask(reconfigure(n1, n2))
    expect(server.outcome(server.ask(reconfigure(n1, n3)))).toBe('refuse another change of membership is under way')
  })

  it('[R15] a leader changes nothing before an entry of its own term is committed (thesis §4.1, mended 2015)', () => {
    const server = new Server(n1, {}, plainly).lead(n2)
    expect(server.outcome(server.ask(reconfigure(n1, n2)))).toBe('refuse nothing of this term is committed yet')
  })

  it('[R16] a configuration without voters is refused', () => {
    const server = new Server(n1, {}, plainly).leadWith(n2)
    expect(server.outcome(server.ask(reconfigure()))).toBe('refuse a configuration needs voters')
  })

  it('[R8] a leader outside the new configuration does not count itself, and leaves once it is committed', () => {
    const server = new Server(n1, {}, plainly).leadWith(n2, n3)
    const ticket = server.ask(reconfigure(n2, n3))
    server.acknowledge(n2)
    expect(server.node.commitIndex, 'n1 and n2 are no majority of n2 and n3').toBe(1)
    server.acknowledge(n3)
    expect(server.node.configuration).toEqual(settled(n2, n3))
    server.acknowledge(n2)
    expect(server.node.role.is, 'it leads until the configuration without it is committed').toBe('leader')
    server.acknowledge(n3)
    expect(server.outcome(ticket)).toBe('answer undefined')
    expect(server.node.role.is).toBe('follower')
    expect(server.sent('append', n2).at(-1), 'its last word is the commit').toMatchObject({ leaderCommit: 3 })
  })

  it('[R21] who is no voter never stands for election', () => {
    const server = new Server(n6, {}, plainly)
    expect(server.isSet('election')).toBe(false)
    server.fire('election')
    expect(server.node).toMatchObject({ term: 0, role: { is: 'follower' } })
    expect(server.effects).toEqual([])
  })

  it('[R5] a voter answers a candidate that its own configuration does not know (thesis §4.1)', () => {
    const server = new Server(n1, {}, plainly)
    server.hear(n6, { type: 'requestVote', term: 1, lastIndex: 0, lastTerm: 0, isForced: false })
    expect(server.sent('vote', n6)).toEqual([{ type: 'vote', term: 1, granted: true }])
  })
})

describe('thesis §4.2 learners and newcomers', () => {
  it('[R8] a learner gets the log and does not count', () => {
    const server = new Server(n1, { learners: [n4, n5] }, plainly).lead(n2)
    expect(server.sent('append', n4)).toHaveLength(1)
    server.acknowledge(n4).acknowledge(n5)
    expect(server.node.commitIndex).toBe(0)
    server.acknowledge(n3)
    expect(server.node.commitIndex).toBe(1)
  })

  it('[R16] learners change without a joint configuration, since no majority changes', () => {
    const server = new Server(n1, {}, plainly).leadWith(n2)
    server.ask({ type: 'reconfigure', voters: [n1, n2, n3], learners: [n4, n4, n2] })
    expect(server.node.configuration).toEqual({ incoming: [n1, n2, n3], outgoing: [], learners: [n4] })
    expect(server.sent('append', n4), 'the learner is sent the log').toHaveLength(1)
  })

  it('[R21] a newcomer catches up before it counts (thesis §4.2.1)', () => {
    const server = new Server(n1, {}, plainly).leadWith(n2)
    server.ask(reconfigure(n1, n2, n3, n4))
    expect(server.node.configuration).toEqual(settled(n1, n2, n3))
    expect(server.sent('append', n4)).toHaveLength(1)
    expect(server.isSet('catchUp')).toBe(true)
    server.acknowledge(n4)
    expect(server.node.configuration).toEqual({ incoming: [n1, n2, n3, n4], outgoing: [n1, n2, n3], learners: [] })
  })

  it('[R21] a round that took too long is followed by another, up to what has come since', () => {
    const server = new Server(n1, {}, plainly).leadWith(n2)
    server.ask(reconfigure(n1, n2, n3, n4))
    server.ask({ type: 'openSession' })
    server.fire('catchUp').acknowledge(n4, 1)
    expect(server.node.configuration).toEqual(settled(n1, n2, n3))
    server.acknowledge(n4, 2)
    expect(server.node.configuration.incoming).toEqual([n1, n2, n3, n4])
  })

  it('[R21] a newcomer that never catches up is given up, and nothing of it was in the log', () => {
    const server = new Server(n1, {}, { ...plainly, catchUpRoundsMax: 3 }).leadWith(n2)
    const ticket = server.ask(reconfigure(n1, n2, n3, n4))
    server.fire('catchUp').fire('catchUp')
    expect(server.outcome(ticket)).toBeNull()
    server.fire('catchUp')
    expect(server.outcome(ticket)).toBe('refuse the newcomers did not catch up')
    expect(server.node.configuration).toEqual(settled(n1, n2, n3))
    expect(server.fire('heartbeat').sent('append', n4)).toEqual([])
    expect(server.outcome(server.ask(reconfigure(n1, n2)))).toBeNull()
  })

  it('[R15] a change that is not in the log yet is refused for certain when leadership is lost, else unknown', () => {
    const server = new Server(n1, {}, plainly).leadWith(n2)
    const catching = server.ask(reconfigure(n1, n2, n3, n4))
    server.hear(n3, append({ term: 9 }))
    expect(server.outcome(catching)).toBe('refuse leadership was lost')
    const other = new Server(n1, {}, plainly).leadWith(n2)
    const entered = other.ask(reconfigure(n1, n2))
    other.hear(n3, append({ term: 9 }))
    expect(other.outcome(entered)).toBe('abandon leadership was lost')
  })
})
