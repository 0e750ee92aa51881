// A cluster across pages: where its nodes live, what everybody sees of them, and what survives whose going.

import { afterEach, describe, expect, it, vi } from 'vitest'
import { type PeerId, peerId } from '../../../src/core/ids.ts'
import type { RecordedRun } from '../../../src/lab/recorded-run.ts'
import { clients } from '../../../src/protocols/raft/clients.ts'
import raftLab from '../../../src/protocols/raft/lab.ts'
import type { RoomCluster } from '../../../src/swarm/cluster/cluster.ts'
import { type Answer, type Ask, answer, ask, type Note, note } from '../../../src/swarm/cluster/words.ts'
import { eventually } from '../eventually.ts'
import { homesOf, type Page, Pages, type Twist } from './pages.ts'
import { brokenIn, recordedBy } from './recorded-by.ts'

const pages = new Pages()
afterEach(() => pages.close())

const raft = { nodes: 5, protocol: () => raftLab.protocol({}), name: 'raft' }

const openAll = async (...names: readonly string[]): Promise<Page<any, any>[]> => {
  const all: Page<any, any>[] = []
  for (const name of names) all.push(await pages.open(name, raft))
  return all
}

const n = (number: number) => peerId(`n${number}`)
const judged = (cluster: RoomCluster): RecordedRun => recordedBy(cluster, raftLab)

/** A run that keeps its rules; what is promised for later may take its time. */
async function soundRun(cluster: RoomCluster): Promise<RecordedRun> {
  let run = judged(cluster)
  await eventually(() => brokenIn((run = judged(cluster)))).toEqual([])
  expect(run.divergence).toBe(null)
  return run
}

const heardOf = (all: readonly Page<any, any>[], length: number) =>
  eventually(() => Math.min(...all.map(({ cluster }) => cluster.happenings.length)), {
    timeout: 20_000,
  }).toBeGreaterThan(length)
const pausedIn = (cluster: RoomCluster): PeerId[] =>
  cluster.happenings.flatMap(happening =>
    happening.kind === 'fault' && happening.fault.type === 'pause' ? [happening.fault.node] : [],
  )

const leaders = (cluster: RoomCluster): string[] =>
  cluster.members.filter(peer => cluster.node(peer)?.role.is === 'leader')

describe('where nodes live', () => {
  it('the first page founds the cluster, the others take nodes over until all have about as many', async () => {
    const [ann, bob, cyd] = await openAll('ann', 'bob', 'cyd')
    await eventually(() => [...ann!.cluster.homes.values()].sort()).toEqual(['ann', 'ann', 'bob', 'bob', 'cyd'])
    await eventually(() => [homesOf(bob!), homesOf(cyd!)]).toEqual([homesOf(ann!), homesOf(ann!)])
    expect(bob!.cluster.founding).toEqual(ann!.cluster.founding)
    await eventually(() => leaders(cyd!.cluster).length).toBe(1)
  })
})

describe('the record', () => {
  it('is a trace that no node strays from, for everyone, also for who came late', async () => {
    const all = await openAll('ann', 'bob', 'cyd')
    await eventually(() => leaders(all[0]!.cluster).length).toBe(1)
    all.push(await pages.open('dan', raft))
    await heardOf(all, 300)
    for (const { cluster, troubles } of all) {
      expect(troubles).toEqual([])
      const run = await soundRun(cluster)
      const forgotten = run.tape.arrows.filter(
        ({ end, sentIndex }) => end === null && sentIndex < run.tape.length - 150,
      )
      expect(forgotten.length).toBeLessThan(5) // but for those under way to a node that moved
    }
    const [first, last] = [all[0]!, all[3]!].map(({ cluster }) => cluster.happenings.slice(0, 40))
    expect(last).toEqual(first)
  })
  it('holds what clients on any page did, under faults that struck everywhere, and it is linearizable', async () => {
    const all = await openAll('ann', 'bob', 'cyd')
    await eventually(() => leaders(all[0]!.cluster).length).toBe(1)
    for (const { cluster } of all) cluster.startClients(clients(2))
    const [ann, bob] = all.map(({ cluster }) => cluster) as [RoomCluster, RoomCluster]
    await heardOf(all, ann.happenings.length + 400)
    bob.inject({ type: 'loss', perMille: 100, from: null, to: null })
    await heardOf(all, ann.happenings.length + 400)
    ann.inject({
      type: 'partition',
      groups: [
        [n(1), n(2)],
        [n(3), n(4), n(5)],
      ],
    })
    await heardOf(all, ann.happenings.length + 800)
    ann.inject({ type: 'crash', node: n(4), disk: 'synced' })
    ann.inject({ type: 'heal' })
    ann.inject({ type: 'restart', node: n(4) })
    await heardOf(all, ann.happenings.length + 800)
    for (const { cluster } of all) {
      const run = await soundRun(cluster)
      const pens = new Set(run.tape.operations.map(({ client }) => client.slice(0, 4)))
      expect(pens.size).toBe(3)
      expect(run.tape.operations.filter(({ ended }) => ended?.outcome.is === 'answered').length).toBeGreaterThan(20)
      expect(run.tape.happenings.some(({ kind }) => kind === 'lost')).toBe(true)
    }
  }, 30_000)
  it('is in the order of time for everyone where a page tells of what happened there a second later', async () => {
    const late: Twist = room => ({
      channel: (name, shapes) => {
        const channel = room.channel(name, shapes)
        const { tellAll } = channel
        channel.tellAll = async said => {
          if ((said as Note).type === 'lines') await new Promise(resolve => setTimeout(resolve, 1000))
          return tellAll.call(channel, said)
        }
        return channel
      },
    })
    const [ann, bob] = await openAll('ann', 'bob')
    const cyd = await pages.open('cyd', raft, late)
    const all = [ann!, bob!, cyd]
    await eventually(() => leaders(ann!.cluster).length).toBe(1)
    for (const { cluster } of all) cluster.startClients(clients(2))
    await heardOf(all, ann!.cluster.happenings.length + 3000)
    for (const { cluster } of all) {
      const run = await soundRun(cluster)
      expect(new Set(run.tape.operations.map(({ client }) => client.slice(0, 4))).size).toBe(3)
      const shiftedMs = run.tape.happenings.map(step =>
        step.kind === 'step' ? step.atMs - (step.clockMs ?? step.atMs) : 0,
      )
      expect(Math.max(...shiftedMs)).toBeLessThan(100)
    }
  })
})

describe('the time of the run', () => {
  it('is the same for who joined while answers were slow', async () => {
    const ann = await pages.open('ann', raft)
    let slow = 4
    const bob = await pages.open('bob', raft, room => ({
      channel: (name, shapes) => {
        const channel = room.channel(name, shapes)
        const { ask } = channel
        channel.ask = async (...asked) => {
          const heard = await ask.apply(channel, asked)
          if ((asked[1] as Ask).type === 'time' && slow-- > 0) await new Promise(resolve => setTimeout(resolve, 80))
          return heard
        }
        return channel
      },
    }))
    expect(slow).toBe(-1)
    expect(Math.abs(bob.cluster.nowMs - ann.cluster.nowMs)).toBeLessThan(30)
  })
})

describe('a page that names the pen of another', () => {
  it('is not heard, and nothing that it tells of happens', async () => {
    const [ann, bob] = await openAll('ann', 'bob')
    await eventually(() => homesOf(bob!)).toBe(homesOf(ann!))
    const { founding } = ann!.cluster
    const eve = pages.join('eve')
    const channel = eve.channel<Ask, Answer, Note>('cluster raft', { ask, answer, note })
    const stands: Extract<Note, { type: 'stand' }>[] = []
    channel.hear((_, said) => void (said.type === 'stand' && stands.push(said)))
    const stand = { type: 'stand', founding, hosted: [], isWatching: true, isAsking: true } as const
    await eventually(() => channel.tellAll({ ...stand, pen: '' }).then(() => stands.length)).toBeGreaterThan(1)
    const crash = { atMs: 1, cause: null, kind: 'fault', fault: { type: 'crash', node: n(1), disk: 'synced' } }
    for (const pen of new Set(stands.map(({ pen }) => pen))) {
      await channel.tellAll({ ...stand, pen })
      await channel.tellAll({ type: 'lines', founding, pen, first: 5000, lines: [JSON.stringify(crash)], toldUs: 0 })
    }
    const refused = 'eve: stand.pen: another page writes with it'
    await eventually(() => [ann!.troubles, bob!.troubles]).toEqual([
      [refused, refused],
      [refused, refused],
    ])
    stands.length = 0
    await eventually(() => channel.tellAll({ ...stand, pen: '' }).then(() => stands.length)).toBeGreaterThan(1)
    for (const { cluster } of [ann!, bob!]) expect(cluster.core).toEqual(cluster.members)
  })
})

describe('a record that is full', () => {
  it('takes no fault that would strike on one page alone, and says so', async () => {
    const [ann, bob] = await openAll('ann', 'bob')
    await eventually(() => homesOf(bob!)).toBe(homesOf(ann!))
    vi.spyOn(ann!.cluster, 'isFull', 'get').mockReturnValue(true)
    ann!.cluster.inject({ type: 'pause', node: n(1) })
    expect(ann!.troubles).toEqual(['record: it is full, and no fault can be told to all'])
    expect(ann!.cluster.core).toContain(n(1))
  })
})

describe('those who go', () => {
  it('a page that is closed gives its nodes away first, and they go on from their disks', async () => {
    const [ann, bob] = await openAll('ann', 'bob')
    await eventually(() => homesOf(bob!).match(/@bob/g)?.length).toBe(2)
    await eventually(() => leaders(ann!.cluster).length).toBe(1)
    await bob!.cluster.close()
    await eventually(() => homesOf(ann!)).toBe('n1@ann n2@ann n3@ann n4@ann n5@ann')
    await eventually(() => ann!.cluster.members.every(node => ann!.cluster.node(node) !== undefined)).toBe(true)
    expect(judged(ann!.cluster).divergence).toBe(null)
  })
  it('the nodes of a page that is gone stand still, and the others go on', async () => {
    const [ann, bob, cyd] = await openAll('ann', 'bob', 'cyd')
    await eventually(() => [...ann!.cluster.homes.values()].sort()).toEqual(['ann', 'ann', 'bob', 'bob', 'cyd'])
    const gone = [...ann!.cluster.homes].find(([, home]) => home === 'cyd')![0]
    await cyd!.room.leave()
    await eventually(() => pausedIn(ann!.cluster)).toEqual([gone])
    await eventually(() => pausedIn(bob!.cluster)).toEqual([gone])
    expect(ann!.cluster.core).not.toContain(gone)
    await eventually(() => leaders(bob!.cluster).filter(leader => leader !== gone).length).toBe(1)
  }, 15_000)
  it('a page that comes back has its nodes again, with their disks, in the same run', async () => {
    const [ann, bob] = await openAll('ann', 'bob')
    await eventually(() => homesOf(bob!).match(/@bob/g)?.length).toBe(2)
    await eventually(() => leaders(ann!.cluster).length).toBe(1)
    const before = homesOf(ann!)
    const terms = bob!.cluster.members.map(node => (bob!.cluster.node(node) as any).term)
    await bob!.room.leave()
    const again = await pages.open('bob', { ...raft, store: bob!.store })
    await eventually(() => homesOf(again)).toBe(before)
    expect(again.cluster.founding).toEqual(ann!.cluster.founding)
    await eventually(() => leaders(again.cluster).length).toBe(1)
    for (const [place, node] of again.cluster.members.entries())
      await eventually(() => (again.cluster.node(node) as any)?.term).toBeGreaterThanOrEqual(terms[place]!)
    await soundRun(again.cluster)
  })
  it('a page that comes back, and begins alone since it is not connected yet, goes over with its disks', async () => {
    const [ann, bob] = await openAll('ann', 'bob')
    await eventually(() => homesOf(bob!).match(/@bob/g)?.length).toBe(2)
    await eventually(() => leaders(ann!.cluster).length).toBe(1)
    const { founding } = ann!.cluster
    const [before, terms] = [homesOf(ann!), ann!.cluster.members.map(node => (ann!.cluster.node(node) as any).term)]
    await bob!.room.leave()
    pages.cut('bob')
    const again = await pages.open('bob', { ...raft, store: bob!.store })
    expect(again.cluster.founding).not.toEqual(founding)
    pages.cut()
    await eventually(() => homesOf(again)).toBe(before)
    expect([ann!.cluster.founding, again.cluster.founding]).toEqual([founding, founding])
    for (const [place, node] of again.cluster.members.entries())
      await eventually(() => (again.cluster.node(node) as any)?.term).toBeGreaterThanOrEqual(terms[place]!)
    expect((await bob!.store.load('raft'))!.disks.size).toBe(2)
    await soundRun(again.cluster)
  })
})

describe('two clusters of one name', () => {
  it('that were founded apart become the one that was founded first', async () => {
    const hub = new Pages()
    const [early, late] = [await pages.open('eve', raft), await hub.open('ann', raft)]
    expect(late.cluster.founding).not.toEqual(early.cluster.founding)
    await hub.close()
    const met = await pages.open('ann', { ...raft, store: late.store })
    expect(met.cluster.founding).toEqual(early.cluster.founding)
  })
  it('a page that founds anew takes everyone with it, under another charter', async () => {
    const heard: string[] = []
    const protocol = (charter: string) => {
      heard.push(charter)
      return raftLab.protocol({})
    }
    const [ann, bob] = [await pages.open('ann', { ...raft, protocol }), await pages.open('bob', { ...raft, protocol })]
    await bob.cluster.foundAnew({ charter: 'three', nodes: 3 })
    await eventually(() => ann.cluster.charter).toBe('three')
    await eventually(() => [ann.cluster.members.length, bob.cluster.members.length]).toEqual([3, 3])
    expect(ann.cluster.founding).toEqual(bob.cluster.founding)
    expect(heard).toContain('three')
    await eventually(() => leaders(ann.cluster).length).toBe(1)
  })
})
