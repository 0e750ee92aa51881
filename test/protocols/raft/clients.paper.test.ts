// Clients as paper and thesis have them (§8; thesis §6): one server, one event, what came out.

import { describe, expect, it } from 'vitest'
import type { Ticket } from '../../../src/core/ids.ts'
import { append, n1, n2, n3, Server } from './server.ts'

const plainly = { preVote: false, checkQuorum: false }
const add = (session: number, serial: number, lowestOpen = serial) =>
  ({ type: 'propose', session, serial, lowestOpen, command: { type: 'add', by: 1 } }) as const
const get = { type: 'read', query: { type: 'get' } } as const

/** A leader of term 1 with one open session, whose id is 2. */
function leaderWithSession(options = {}): Server {
  const server = new Server(n1, {}, { ...plainly, ...options }).leadWith(n2)
  server.ask({ type: 'openSession' })
  return server.acknowledge(n2)
}

/** What a request leads to once a majority holds its entry. */
function committed(server: Server, ask: () => Ticket): string | null {
  const ticket = ask()
  return server.outcome(ticket) ?? server.acknowledge(n2).outcome(ticket)
}

describe('§8, thesis §6.3 client sessions', () => {
  it('[R13] a session’s id is the index of its entry, and its client learns it once that is committed', () => {
    const server = new Server(n1, {}, plainly).leadWith(n2)
    const ticket = server.ask({ type: 'openSession' })
    expect(server.outcome(ticket)).toBeNull()
    expect(server.acknowledge(n2).outcome(ticket)).toBe('answer 2')
  })

  it('[R13] a command sent twice is done once and answered twice', () => {
    const server = leaderWithSession()
    expect(committed(server, () => server.ask(add(2, 1)))).toBe('answer 1')
    expect(committed(server, () => server.ask(add(2, 1)))).toBe('answer 1')
    expect(committed(server, () => server.ask(add(2, 2)))).toBe('answer 2')
    expect(server.node.machine).toBe(2)
  })

  it('[R13] two open serials may be done in any order', () => {
    const server = leaderWithSession()
    expect(committed(server, () => server.ask(add(2, 6, 5)))).toBe('answer 1')
    expect(committed(server, () => server.ask(add(2, 5, 5)))).toBe('answer 2')
    expect(committed(server, () => server.ask(add(2, 6, 5)))).toBe('answer 1')
  })

  it('[R13] a command of an unknown session is refused by name, on every server alike, and opens none', () => {
    const server = leaderWithSession()
    expect(committed(server, () => server.ask(add(77, 1)))).toBe('refuse unknown session')
    expect(server.node.machine).toBe(0)
    expect(server.node.sessions.map(({ id }) => id)).toEqual([2])
  })

  it('[R13] an answer that its client acknowledged is forgotten, and a late copy of its command does nothing', () => {
    const server = leaderWithSession()
    committed(server, () => server.ask(add(2, 1)))
    committed(server, () => server.ask(add(2, 2)))
    expect(server.node.sessions).toMatchObject([{ id: 2, answers: [{ serial: 2, answer: 2 }] }])
    expect(committed(server, () => server.ask(add(2, 1)))).toBe('abandon the answer was acknowledged and forgotten')
    expect(server.node.machine).toBe(2)
  })

  it('[R20] a client that acknowledges nothing is refused at last', () => {
    const server = leaderWithSession({ answersPerSessionMax: 2 })
    committed(server, () => server.ask(add(2, 1, 1)))
    committed(server, () => server.ask(add(2, 2, 1)))
    expect(committed(server, () => server.ask(add(2, 3, 1)))).toBe('refuse too many unacknowledged answers')
    expect(server.node.machine).toBe(2)
  })

  it('[R20] beyond the limit the session that was not used for longest expires', () => {
    const server = leaderWithSession({ sessionsMax: 2 })
    committed(server, () => server.ask({ type: 'openSession' }))
    committed(server, () => server.ask(add(2, 1)))
    committed(server, () => server.ask({ type: 'openSession' }))
    expect(server.node.sessions.map(({ id }) => id)).toEqual([2, 5])
  })

  it.each([
    { says: 'of no known kind', command: { type: 'burn' }, outcome: /^refuse command\.type: expected add or get/ },
    {
      says: 'with a wrong field',
      command: { type: 'add', by: 'x' },
      outcome: /^refuse command\.add\.by: expected int/,
    },
  ])('[R6] a command $says is refused by name, and takes no place in the log', ({ command, outcome }) => {
    const server = leaderWithSession()
    const ticket = server.ask({ type: 'propose', session: 2, serial: 1, lowestOpen: 1, command })
    expect(server.outcome(ticket)).toMatch(outcome)
    expect(server.lastIndex).toBe(2)
  })

  it('[R6] a command that only a liar puts into a log changes nothing', () => {
    const command = { type: 'command', session: 1, serial: 1, lowestOpen: 0, command: null } as const
    const log = [
      { term: 1, content: { type: 'openSession' } as const },
      { term: 1, content: command },
    ]
    const server = new Server(n1, { log }, plainly).lead(n2).acknowledge(n2)
    expect(server.node.commitIndex).toBe(3)
    expect(server.node.machine).toBe(0)
  })

  it('[R20] a leader takes no more than so many entries that are not committed', () => {
    const server = new Server(n1, {}, { ...plainly, entriesUncommittedMax: 2 }).leadWith(n2)
    server.ask({ type: 'openSession' })
    server.ask({ type: 'openSession' })
    expect(server.outcome(server.ask({ type: 'openSession' }))).toBe('refuse too many uncommitted entries')
    server.acknowledge(n2)
    expect(server.outcome(server.ask({ type: 'openSession' }))).toBeNull()
  })

  it('[R20] a command that is too large is refused', () => {
    const server = leaderWithSession({ commandBytesMax: 50 })
    expect(server.outcome(server.ask(add(2, 1)))).toBe('refuse the command is too large')
  })

  it('[R12] only the leader takes commands, and says who leads', () => {
    const server = new Server(n1, {}, plainly).hear(n3, append({ term: 1 }))
    expect(server.outcome(server.ask(add(2, 1)))).toBe('refuse not the leader')
    expect(server.outcome(server.ask({ type: 'whoLeads' }))).toBe('answer n3')
    server.fire('patience')
    expect(server.outcome(server.ask({ type: 'whoLeads' }))).toBe('answer null')
  })

  it('[R13] who waits when leadership is lost learns that nobody knows', () => {
    const server = leaderWithSession()
    const ticket = server.ask(add(2, 1))
    expect(server.hear(n3, append({ term: 2 })).outcome(ticket)).toBe('abandon leadership was lost')
  })
})

describe('§8, thesis §6.4 reads without the log', () => {
  it('[R12] a leader answers once a quorum answered a heartbeat that it sent after it was asked', () => {
    const server = leaderWithSession()
    const before = server.leader.round
    const ticket = server.ask(get)
    expect(server.outcome(ticket)).toBeNull()
    expect(server.sent('append', n3)).toMatchObject([{ round: before + 1 }])
    const reply = { type: 'appended', term: 1, matchIndex: 2 } as const
    expect(server.hear(n2, { ...reply, round: before }).outcome(ticket), 'an older round says nothing').toBeNull()
    expect(server.hear(n2, { ...reply, round: before + 1 }).outcome(ticket)).toBe('answer 0')
    expect(server.lastIndex, 'a read takes no place in the log').toBe(2)
  })

  it('[R12] a refusal of the log confirms leadership as well as a success', () => {
    const server = leaderWithSession()
    const ticket = server.ask(get)
    const { round } = server.leader
    server.hear(n3, { type: 'rejected', term: 1, round, prevIndex: 2, conflictTerm: null, conflictIndex: 1 })
    expect(server.outcome(ticket)).toBe('answer 0')
  })

  it('[R12] a new leader answers no read before an entry of its own term is committed', () => {
    const server = new Server(n1, { term: 1 }, plainly).lead(n2)
    server.acknowledge(n2, 0)
    const ticket = server.ask(get)
    server.acknowledge(n2, 0)
    expect(server.outcome(ticket)).toBeNull()
    expect(server.acknowledge(n2).outcome(ticket)).toBe('answer 0')
  })

  it('[R12] reads that come while a round is open share the next one', () => {
    const server = leaderWithSession()
    const first = server.ask(get)
    const second = server.ask(get)
    expect(server.sent('append'), 'no round of its own').toEqual([])
    server.acknowledge(n2)
    expect([server.outcome(first), server.outcome(second)]).toEqual(['answer 0', null])
    expect(server.acknowledge(n2).outcome(second)).toBe('answer 0')
  })

  it('[R12] a follower asks its leader from which index on it may answer, and waits until it is there', () => {
    const server = new Server(n1, {}, plainly).hear(n2, append({ term: 1 }))
    const ticket = server.ask(get)
    const [asked] = server.sent('askReadIndex', n2)
    server.hear(n2, { type: 'readIndex', serial: asked!.serial, index: 1 })
    expect(server.outcome(ticket)).toBeNull()
    server.hear(n2, append({ term: 1, entries: [{ term: 1, content: { type: 'noOp' } }], leaderCommit: 1 }))
    expect(server.outcome(ticket)).toBe('answer 0')
  })

  it('[R12] a leader names the index after a round, like a read of its own', () => {
    const server = leaderWithSession().hear(n3, { type: 'askReadIndex', serial: 4 })
    expect(server.sent('readIndex')).toEqual([])
    server.acknowledge(n2)
    expect(server.sent('readIndex', n3)).toEqual([{ type: 'readIndex', serial: 4, index: 2 }])
  })

  it('[R12] a follower without a leader refuses, since a read has no effect', () => {
    const server = new Server(n1, {}, plainly)
    expect(server.outcome(server.ask(get))).toBe('refuse not the leader')
    const ticket = server.hear(n2, append({ term: 1 })).ask(get)
    expect(server.fire('patience').outcome(ticket)).toBe('refuse leadership was lost')
  })

  it('[R12] an answer to an earlier read does not fit a later one, though the leader was lost and found between', () => {
    const server = new Server(n1, {}, plainly).hear(n2, append({ term: 1 }))
    server.ask(get)
    const [early] = server.sent('askReadIndex', n2)
    server.fire('patience').hear(n2, append({ term: 1 }))
    const ticket = server.ask(get)
    server.hear(n2, { type: 'readIndex', serial: early!.serial, index: 0 })
    expect(server.outcome(ticket)).toBeNull()
  })

  it('[R12] what is no query is refused', () => {
    const server = leaderWithSession()
    expect(server.outcome(server.ask({ type: 'read', query: { type: 'add', by: 1 } }))).toBe('refuse not a query')
  })

  it('[R20] open reads have a limit', () => {
    const server = leaderWithSession({ readsMax: 1 })
    server.ask(get)
    expect(server.outcome(server.ask(get))).toBe('refuse too many open reads')
  })
})

describe('thesis §6.4.1 leases', () => {
  const lease = { reads: 'lease', checkQuorum: true, electionTimeoutMs: [100, 200], driftPerMille: 100 } as const

  /** A leader whose last confirmed heartbeat was sent at 1000. */
  function leaseHolder(): Server {
    const server = leaderWithSession(lease)
    server.now = 1000
    server.fire('heartbeat')
    server.now = 1050
    return server.acknowledge(n2)
  }

  it('[R12] a lease lasts from the sending of a confirmed heartbeat, shortened by the drift of clocks', () => {
    const server = leaseHolder()
    server.now = 1089
    expect(server.outcome(server.ask(get))).toBe('answer 0')
    server.now = 1090
    const ticket = server.ask(get)
    expect(server.outcome(ticket), 'a round is needed').toBeNull()
    expect(server.acknowledge(n2).outcome(ticket)).toBe('answer 0')
  })

  it('[R12] a clock that jumped back ends the lease', () => {
    const server = leaseHolder()
    server.now = 999
    expect(server.outcome(server.ask(get))).toBeNull()
  })

  it('[R12] a transfer cancels the lease, for the rest of the term', () => {
    const server = leaseHolder()
    server.ask({ type: 'transferLeadership', to: n2 })
    expect(server.sent('timeoutNow', n2)).toHaveLength(1)
    expect(server.outcome(server.ask(get))).toBeNull()
    server.fire('transfer').fire('heartbeat').acknowledge(n2)
    expect(server.outcome(server.ask(get))).toBeNull()
  })

  it('[R12] a server that comes back shields the leader it may have heard just before', () => {
    const server = new Server(n1, null, lease).hear(n2, append({ term: 1 }))
    server.restart(server.saved!)
    const ballot = { type: 'requestVote', term: 2, lastIndex: 9, lastTerm: 1, isForced: false } as const
    expect(server.hear(n3, ballot).effects).toEqual([])
    expect(server.fire('patience').hear(n3, ballot).sent('vote', n3)).toMatchObject([{ granted: true }])
  })
})
