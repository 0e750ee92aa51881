// Goal: a person's hand in a run is part of what decides it. Method: runs are steered at random, then done again from
// their seed and their edits alone.

import { describe, expect, test } from 'vitest'
import { RunningDigest } from '../../src/core/digest.ts'
import { type Digest, peerId } from '../../src/core/ids.ts'
import { type Random, SeededRandom } from '../../src/core/random.ts'
import { storm } from '../../src/faults/storm.ts'
import { type PingNode, ping } from '../../src/protocols/ping/protocol.ts'
import { type Ping, vocabulary } from '../../src/protocols/ping/vocabulary.ts'
import type { Setting } from '../../src/simulator/setting.ts'
import { Simulator } from '../../src/simulator/simulator.ts'
import { type Act, type Edit, editsCheck } from '../../src/trace/edit.ts'
import type { Happening } from '../../src/trace/happening.ts'
import { fromJson, toJson } from '../../src/trace/trace-json.ts'

const [n1, n2, n3] = [peerId('n1'), peerId('n2'), peerId('n3')]

function begin(setting: Partial<Setting<Ping, PingNode>> = {}) {
  const simulator = new Simulator<Ping, PingNode>({ protocol: ping(), members: 3, seed: 1, ...setting })
  const heard: Happening<Ping>[] = []
  simulator.watch(happening => heard.push(happening))
  return { simulator, heard }
}

const messageTo = (simulator: Simulator<Ping, PingNode>, node = n2) =>
  simulator.pending().find(pending => pending.kind === 'message' && pending.node === node)!

const hears = (heard: readonly Happening<Ping>[], cause: number, node = n2) =>
  heard.filter(
    ({ kind, cause: from, ...step }) => kind === 'step' && from === cause && 'node' in step && step.node === node,
  )

describe('what is to come', () => {
  test('are messages on their way and timers that are set, the soonest first', () => {
    const { simulator } = begin()
    simulator.runTo(0)
    const pending = simulator.pending()
    expect(pending.map(({ dueMs }) => dueMs)).toEqual(pending.map(({ dueMs }) => dueMs).toSorted((a, b) => a - b))
    expect(pending.filter(({ kind }) => kind === 'message')).toHaveLength(6)
    expect(pending.filter(({ kind }) => kind === 'timer').map(({ dueMs }) => dueMs)).toContain(500)
  })

  test('shows a timer that was moved with its new time', () => {
    const { simulator } = begin()
    simulator.runTo(499)
    const rounds = () =>
      simulator.pending().flatMap(one => (one.kind === 'timer' && one.timer.type === 'round' ? [one.dueMs] : []))
    expect(rounds()).toEqual([500, 500, 500])
    simulator.runTo(501)
    expect(rounds()).toEqual([1_000, 1_000, 1_000])
  })

  test('shows no timer of a node that is down', () => {
    const { simulator } = begin()
    simulator.runTo(100)
    simulator.inject({ type: 'crash', node: n2, disk: 'synced' })
    expect(simulator.pending().some(({ kind, node }) => kind === 'timer' && node === n2)).toBe(false)
  })
})

describe('a message on its way', () => {
  const caught = (act: (id: number) => Act<Ping>) => {
    const { simulator, heard } = begin()
    simulator.runTo(0)
    const message = messageTo(simulator)
    const isDone = simulator.act(act(message.id))
    const wasAt = simulator.nowMs
    simulator.runTo(400)
    const cause = message.kind === 'message' ? message.cause : -1
    return { isDone, heard, message, wasAt, arrivals: hears(heard, cause) }
  }

  test('can be delivered at once', () => {
    const { arrivals, wasAt } = caught(pending => ({ kind: 'meddle', verb: 'deliver', pending }))
    expect(arrivals.map(({ atMs }) => atMs)).toEqual([wasAt])
  })

  test('can be dropped, and is lost for that reason', () => {
    const { arrivals, heard, message } = caught(pending => ({ kind: 'meddle', verb: 'drop', pending }))
    expect(arrivals).toEqual([])
    expect(heard).toContainEqual(expect.objectContaining({ kind: 'meddled', verb: 'drop', node: n2 }))
    expect(heard).toContainEqual(
      expect.objectContaining({ kind: 'lost', why: 'dropped', to: n2, cause: (message as { cause: number }).cause }),
    )
  })

  test('can be held back', () => {
    const { arrivals, message } = caught(pending => ({ kind: 'meddle', verb: 'delay', byMs: 70, pending }))
    expect(arrivals.map(({ atMs }) => atMs)).toEqual([message.dueMs + 70])
  })

  test('can arrive twice', () => {
    expect(caught(pending => ({ kind: 'meddle', verb: 'duplicate', pending })).arrivals).toHaveLength(2)
  })

  test('can be another when it arrives', () => {
    const message = { type: 'ping', serial: 77 } as const
    const { arrivals } = caught(pending => ({ kind: 'meddle', verb: 'corrupt', message, pending }))
    expect(arrivals).toEqual([expect.objectContaining({ input: expect.objectContaining({ message }) })])
  })
})

describe('too late', () => {
  test('is what has happened already: nothing is done, and nothing told', () => {
    const { simulator, heard } = begin()
    simulator.runTo(0)
    const { id } = messageTo(simulator)
    simulator.runTo(100)
    const length = heard.length
    expect(simulator.act({ kind: 'meddle', verb: 'drop', pending: id })).toBe(false)
    expect([heard.length, simulator.editCount]).toEqual([length, 0])
  })

  test('a timer can be hurried, and bears nothing else', () => {
    const { simulator, heard } = begin()
    simulator.runTo(100)
    const timer = simulator.pending().find(({ kind }) => kind === 'timer')!
    expect(simulator.act({ kind: 'meddle', verb: 'drop', pending: timer.id })).toBe(false)
    expect(simulator.act({ kind: 'meddle', verb: 'deliver', pending: timer.id })).toBe(true)
    simulator.runTo(100)
    expect(heard.at(-1)).toMatchObject({ kind: 'step', atMs: 100, node: timer.node, input: { kind: 'timer' } })
  })
})

interface Steered {
  readonly edits: readonly Edit<Ping>[]
  readonly forMs: number
  readonly digest: Digest
}

/** Steps, waits and acts as the seed says; what was done becomes a list of edits. */
function steer(seed: number, setting: Partial<Setting<Ping, PingNode>>): Steered {
  const random = new SeededRandom(seed)
  const { simulator, heard } = begin(setting)
  const edits: Edit<Ping>[] = []
  for (let turn = 0; turn < 60; turn++) {
    if (random.chance(0.4)) simulator.runTo(simulator.nowMs + random.between(0, 90) / 2)
    for (let count = random.between(0, 5); count > 0; count--) simulator.advance()
    const { length } = simulator.pending()
    const act = drawAct(random, simulator.pending()[random.between(0, length)]?.id ?? -1)
    const edit = { after: simulator.eventCount, atMs: simulator.nowMs, act }
    if (simulator.act(act)) edits.push(edit)
  }
  const forMs = simulator.nowMs + 200
  simulator.runTo(forMs)
  return { edits, forMs, digest: digestOf(heard) }
}

function drawAct(random: Random, pending: number): Act<Ping> {
  const acts: readonly Act<Ping>[] = [
    { kind: 'meddle', verb: 'deliver', pending },
    { kind: 'meddle', verb: 'drop', pending },
    { kind: 'meddle', verb: 'duplicate', pending },
    { kind: 'meddle', verb: 'delay', byMs: random.between(0, 300), pending },
    { kind: 'meddle', verb: 'corrupt', message: { type: 'pong', serial: 3 }, pending },
    { kind: 'fault', fault: { type: 'crash', node: n1, disk: 'synced' } },
    { kind: 'fault', fault: { type: 'restart', node: n1 } },
    { kind: 'fault', fault: { type: 'pause', node: n3 } },
    { kind: 'fault', fault: { type: 'resume', node: n3 } },
    { kind: 'fault', fault: { type: 'partition', groups: [[n1], [n2, n3]] } },
    { kind: 'fault', fault: { type: 'heal' } },
    { kind: 'ask', node: n2, request: { type: 'whoIsAlive' } },
  ]
  return random.pick(acts)
}

function digestOf(heard: readonly Happening[]): Digest {
  const digest = new RunningDigest()
  for (const happening of heard) digest.add(happening)
  return digest.value
}

describe.each([
  ['a calm run', {}],
  ['a storm', { storm }],
  ['slow disks', { saveMs: [1, 40] as const }],
])('%s that was steered by hand', (_, setting) => {
  test.each(Array.from({ length: 20 }, (_, seed) => seed))('is the same again from seed and edits: %i', seed => {
    const steered = steer(seed, setting)
    const { edits, forMs } = steered
    const again = (play: (simulator: Simulator<Ping, PingNode>) => void) => {
      const { simulator, heard } = begin({ ...setting, edits })
      play(simulator)
      simulator.runTo(forMs)
      return { edits: simulator.editCount, digest: digestOf(heard) }
    }
    const expected = { edits: edits.length, digest: steered.digest }
    expect(again(() => {})).toEqual(expected)
    expect(again(simulator => Array.from({ length: 100 }, () => simulator.advance()))).toEqual(expected)
    const slices = Array.from({ length: Math.ceil(forMs / 7) }, (_, slice) => slice * 7)
    expect(again(simulator => slices.forEach(atMs => void simulator.runTo(Math.min(atMs, forMs))))).toEqual(expected)
  })

  test('as text, the edits are the same', () => {
    const { edits } = steer(1, setting)
    const read = fromJson(JSON.parse(JSON.stringify(toJson(edits))))
    expect(editsCheck(vocabulary).check(read, 'edits')).toEqual(edits)
  })
})

test.each([
  [[{ after: -1, atMs: 0, act: { kind: 'fault', fault: { type: 'heal' } } }], 'edits.0.after'],
  [[{ after: 1, atMs: 0, act: { kind: 'fault', fault: { type: 'heel' } } }], 'edits.0.act.fault'],
  [[{ after: 1, atMs: 0, act: { kind: 'ask', node: 'n1', request: { type: 'isAlive' } } }], 'edits.0.act.request'],
  [[{ after: 1, atMs: 0, act: { kind: 'meddle', verb: 'delay', pending: 1 } }], 'edits.0.act.byMs'],
  [[{ after: 1, atMs: 0, act: { kind: 'meddle', verb: 'tickle', pending: 1 } }], 'edits.0.act.verb'],
  [
    [{ after: 1, atMs: 0, act: { kind: 'meddle', verb: 'corrupt', pending: 1, message: { type: 'pong' } } }],
    'edits.0.act.message',
  ],
  [[{ after: 1, atMs: 0, act: null }], 'edits.0.act'],
  [Array.from({ length: 10_001 }, () => null), 'edits'],
])('an edit that makes no sense is refused, and the field named (%#)', (edits, field) => {
  expect(() => editsCheck(vocabulary).check(edits, 'edits')).toThrow(field)
})
