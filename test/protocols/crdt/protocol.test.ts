// Goal: a replica tells others what they lack and takes in what it may. Method: one or two nodes are told things, step by
// step, and their effects are read.

import { describe, expect, test } from 'vitest'
import { countMax } from '../../../src/core/crdt/dot.ts'
import type { Message } from '../../../src/core/protocol.ts'
import { intervalsMax } from '../../../src/protocols/crdt/delta-based.ts'
import type { Operation } from '../../../src/protocols/crdt/operation.ts'
import { earlyMax, logLengthMax } from '../../../src/protocols/crdt/operation-based.ts'
import { replicaBytesMax, tellableBytesMax } from '../../../src/protocols/crdt/protocol.ts'
import { type Crdt, operationsPerMessageMax } from '../../../src/protocols/crdt/vocabulary.ts'
import { ann, bob, OneNode, self } from './one-node.ts'

const nothing: ReadonlyMap<string, number> = new Map()
type DigestKind = 'question' | 'firstQuestion' | 'answer'
const digest = (context: ReadonlyMap<string, number>, kind: DigestKind = 'question'): Message<Crdt> => ({
  type: 'digest',
  context,
  kind,
})
const increment = { type: 'increment', by: 1 } as const

describe('a replica without a past', () => {
  const refusal = 'it must first learn what the others know'

  test('asks everyone, again and again, until all have answered', () => {
    const node = new OneNode({}, { isNew: true })
    expect(node.said).toEqual([digest(nothing, 'firstQuestion'), digest(nothing, 'firstQuestion')])
    node.hear(digest(nothing, 'answer'), ann)
    expect(node.round()).toEqual([digest(nothing, 'firstQuestion'), digest(nothing, 'firstQuestion')])
    node.hear(digest(nothing, 'answer'), bob)
    expect(node.round()).toEqual([digest(nothing)])
  })

  test('edits nothing before all have answered', () => {
    const node = new OneNode({}, { isNew: true })
    node.hear(digest(nothing, 'answer'), ann)
    node.edit(increment)
    expect(node.refusal).toBe(refusal)
    node.hear(digest(nothing, 'answer'), bob)
    node.edit(increment)
    expect(node.shows.gCounter).toBe(1)
  })

  test('takes no question for an answer: it may be older than the loss of the disk', () => {
    const node = new OneNode({}, { isNew: true })
    for (const other of [ann, bob]) node.hear(digest(nothing), other)
    node.edit(increment)
    expect(node.refusal).toBe(refusal)
  })

  test('edits nothing while it lacks what one of them has', () => {
    const node = new OneNode({}, { isNew: true })
    node.hear(digest(nothing, 'answer'), ann)
    node.hear(digest(new Map([['n2.x', 3]]), 'answer'), bob)
    node.edit(increment)
    expect(node.refusal).toBe(refusal)
  })

  test('is always answered, and nothing that was heard of its earlier life counts any more', () => {
    const node = new OneNode()
    node.edit(increment)
    node.hear(digest(node.node.replica.context), ann)
    expect(node.hear(digest(nothing, 'firstQuestion'), ann)).toContainEqual(digest(node.node.replica.context, 'answer'))
    expect(node.node.heard.get(ann)).toEqual(nothing)
  })

  test('[R8] takes another name each time, and keeps it as long as it has its disk', () => {
    const node = new OneNode({}, { isNew: true })
    expect(node.node.actor).toMatch(/^n1\.[0-9a-z]{5}$/)
    const durable = node.saved!
    expect(new OneNode({}, { durable, isNew: true }).node.actor).toBe(node.node.actor)
  })

  test('that comes back from its disk has all it had, and may edit', () => {
    const before = new OneNode()
    before.edit(increment)
    const after = new OneNode({}, { durable: before.saved!, isNew: true })
    after.edit(increment)
    expect(after.shows.gCounter).toBe(2)
  })
})

describe('an edit', () => {
  test('is refused where the text has no such place', () => {
    const node = new OneNode()
    node.edit({ type: 'insert', at: 1, text: 'a' })
    expect(node.refusal).toBe('there is no such place, or nothing to write')
    node.edit({ type: 'insert', at: 0, text: '' })
    expect(node.refusal).toBe('there is no such place, or nothing to write')
    node.edit({ type: 'insert', at: 0, text: 'ab' })
    node.edit({ type: 'cut', at: 1, count: 2 })
    expect(node.refusal).toBe('there are not so many letters')
    expect(node.shows.sequence).toBe('ab')
  })

  test('is refused where the replica is full, and changes nothing', () => {
    const node = new OneNode()
    for (let index = 0; node.refusal === undefined; index++) {
      expect(index).toBeLessThan(replicaBytesMax)
      node.edit({ type: 'add', element: `${index}`.padStart(60, '0') })
    }
    expect(node.refusal).toBe('the replica is full')
    const { replica } = node.node
    node.edit({ type: 'add', element: 'x'.repeat(60) })
    expect(node.node.replica).toBe(replica)
  })

  test('is refused to one whose names are used up', () => {
    const node = new OneNode({ replication: 'state' })
    const { replica } = node.node
    node.hear({ type: 'state', replica: { ...replica, context: new Map([['n2.x', countMax]]) } })
    node.edit(increment)
    expect(node.refusal).toBe('the replica is full')
  })

  test('[R11] that loses at once to what its clock has not reached says so', () => {
    const node = new OneNode()
    node.edit({ type: 'assign', value: 'noon' }, 1_000)
    node.edit({ type: 'assign', value: 'evening' }, 900)
    expect(node.events).toContainEqual({ type: 'lost', value: 'evening', holds: 'noon' })
    const hybrid = new OneNode({ clock: 'hybrid' })
    hybrid.edit({ type: 'assign', value: 'noon' }, 1_000)
    hybrid.edit({ type: 'assign', value: 'evening' }, 900)
    expect(hybrid.shows.lwwRegister).toBe('evening')
  })
})

describe('what is too large to be passed on', () => {
  /** More than an honest replica can come to hold. */
  const heap = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      element: `${index}`.padStart(60, '0'),
      dot: { actor: 'n2.x', count: index + 1 },
    }))

  test('is not taken in as a state, and what fits is', () => {
    const node = new OneNode({ replication: 'state' })
    const { replica } = node.node
    const stateOf = (count: number): Message<Crdt> => ({
      type: 'state',
      replica: { ...replica, context: new Map([['n2.x', count]]), objects: { ...replica.objects, orSet: heap(count) } },
    })
    node.hear(stateOf(600))
    expect(node.shows.orSet).toEqual([])
    node.hear(stateOf(100))
    expect(node.shows.orSet).toHaveLength(100)
  })

  test('is not taken in by operations either, however many come', () => {
    const node = new OneNode({ replication: 'operation' })
    let known = nothing
    for (const { element, dot } of heap(500)) {
      node.hear({ type: 'operations', operations: [{ dot, known, change: { type: 'add', element } }] })
      known = new Map([[dot.actor, dot.count]])
    }
    expect(node.shows.orSet.length).toBeGreaterThan(100)
    expect(node.shows.orSet.length * 60).toBeLessThan(tellableBytesMax)
    expect(node.node.replica.context.get('n2.x')).toBe(node.shows.orSet.length)
  }, 60_000)
})

describe('by states', () => {
  test('each round tells the next of the others everything', () => {
    const node = new OneNode({ replication: 'state' })
    expect(node.edit(increment)).toBeUndefined()
    const tellings = [0, 1].map(() => {
      expect(node.round()).toEqual([{ type: 'state', replica: node.node.replica }])
      return node.effects.flatMap(effect => (effect.kind === 'send' ? [effect.to] : []))
    })
    expect(new Set(tellings.flat())).toEqual(new Set([ann, bob]))
  })

  test('[R4] a state that comes again is not even saved', () => {
    const [node, other] = [new OneNode({ replication: 'state' }), new OneNode({ replication: 'state' }, { name: ann })]
    other.edit(increment)
    const [state] = other.round()
    node.hear(state!)
    expect(node.saved?.replica).toEqual(other.node.replica)
    node.hear(state!)
    expect(node.effects).toEqual([])
  })
})

describe('by deltas', () => {
  const pair = (): readonly [OneNode, OneNode] => [new OneNode(), new OneNode({}, { name: ann })]

  test('an edit is sent as what is new, not as everything', () => {
    const [node, other] = pair()
    other.hear(node.edit({ type: 'add', element: 'milk' })!, self)
    const said = node.edit({ type: 'add', element: 'tea' })!
    expect(said.type === 'delta' && said.delta.news.objects.orSet.map(({ element }) => element)).toEqual(['tea'])
    other.hear(said, self)
    expect(other.shows.orSet).toEqual(['milk', 'tea'])
  })

  test('[R6] a delta that builds on something unknown is not merged; what is lacking is asked for', () => {
    const [node, other] = pair()
    node.edit({ type: 'add', element: 'milk' })
    const second = node.edit({ type: 'remove', element: 'milk' })!
    expect(other.hear(second, self)).toEqual([digest(nothing, 'answer')])
    expect(other.shows).toEqual(new OneNode().shows)
    for (const answer of node.hear(digest(nothing, 'answer'))) other.hear(answer, self)
    expect(other.node.replica).toEqual(node.node.replica)
  })

  test('an addition that went is told by name: its absence alone would say nothing in a part', () => {
    const [node, other] = pair()
    other.hear(node.edit({ type: 'add', element: 'milk' })!, self)
    const removal = node.edit({ type: 'remove', element: 'milk' })!
    expect(removal.type === 'delta' && removal.delta.gone).toHaveLength(1)
    other.hear(removal, self)
    expect(other.shows.orSet).toEqual([])
  })

  test('who is further behind than remembered is sent everything', () => {
    const [node] = pair()
    for (let edit = 0; edit <= intervalsMax; edit++) node.edit(increment)
    expect(node.hear(digest(nothing, 'answer')).map(({ type }) => type)).toEqual(['state'])
  })

  test('who lacks nothing is told nothing', () => {
    const [node] = pair()
    node.edit(increment)
    expect(node.hear(digest(node.node.replica.context))).toEqual([])
  })
})

describe('by operations', () => {
  const pair = (): readonly [OneNode, OneNode] => [
    new OneNode({ replication: 'operation' }),
    new OneNode({ replication: 'operation' }, { name: ann }),
  ]
  const operationIn = (message: Message<Crdt> | undefined): Operation =>
    (message as Extract<Message<Crdt>, { readonly type: 'operations' }>).operations[0]!

  test('[R6] what comes before its cause waits for it', () => {
    const [node, other] = pair()
    const [first, second] = [
      node.edit({ type: 'add', element: 'milk' }),
      node.edit({ type: 'remove', element: 'milk' }),
    ]
    expect(other.hear(second!, self)).toEqual([digest(nothing, 'answer')])
    expect(other.node.replica.context).toEqual(nothing)
    other.hear(first!, self)
    expect(other.node.replica).toEqual(node.node.replica)
  })

  test('[R3] what comes twice is done once', () => {
    const [node, other] = pair()
    const said = node.edit(increment)!
    for (let time = 0; time < 3; time++) other.hear(said, self)
    other.hear({ type: 'operations', operations: [operationIn(said), operationIn(said)] }, bob)
    expect(other.shows.gCounter).toBe(1)
  })

  test('as many wait as there is room for, and the rest is asked for again', () => {
    const [node, other] = pair()
    const said = Array.from({ length: earlyMax + 9 }, () => node.edit(increment)!)
    for (const message of said.slice(1)) other.hear(message, self)
    expect(other.node.kept.is === 'log' && other.node.kept.early).toHaveLength(earlyMax)
    other.hear(said[0]!, self)
    for (const answer of node.hear(digest(other.node.replica.context, 'answer'))) other.hear(answer, self)
    expect(other.shows.gCounter).toBe(earlyMax + 9)
  })

  test('a message holds no more operations than it may, and the log no more than it should', () => {
    const [node] = pair()
    for (let edit = 0; edit < logLengthMax; edit++) node.edit(increment)
    const [answer] = node.hear(digest(nothing, 'answer'))
    expect(answer?.type === 'operations' && answer.operations).toHaveLength(operationsPerMessageMax)
    node.edit(increment)
    expect(node.hear(digest(nothing, 'answer')).map(({ type }) => type)).toEqual(['state'])
  })

  test('a state that was sent instead is merged, and what waited for it is done', () => {
    const [node, other] = pair()
    node.edit(increment)
    const { replica } = node.node
    const second = node.edit(increment)!
    other.hear(second, self)
    other.hear({ type: 'state', replica }, self)
    expect(other.shows.gCounter).toBe(2)
  })

  test('operations mean nothing to one who replicates in another way', () => {
    const [node] = pair()
    const other = new OneNode({ replication: 'delta' }, { name: ann })
    other.hear(node.edit(increment)!, self)
    expect(other.effects).toEqual([])
  })

  test('an operation whose letters would run out of names is none', () => {
    const [, other] = pair()
    const change = { type: 'insert', after: null, text: 'abc' } as const
    other.hear({
      type: 'operations',
      operations: [{ dot: { actor: 'n1.x', count: countMax }, known: nothing, change }],
    })
    expect(other.effects).toEqual([])
  })
})

describe('causal stability', () => {
  test('[R10] a tombstone goes when each of the others was heard to know of it, and stays while one was not', () => {
    const node = new OneNode()
    node.edit({ type: 'insert', at: 0, text: 'ab' })
    node.edit({ type: 'cut', at: 0, count: 1 })
    const { context } = node.node.replica
    node.hear(digest(context), ann)
    node.round()
    expect(node.events).toEqual([])
    node.hear(digest(context), bob)
    node.round()
    expect(node.events).toEqual([{ type: 'collected', count: 1 }])
    expect(node.node.replica.objects.sequence).toHaveLength(1)
  })

  test('is not learned from one who knows more than we do: what we lack may be older than what is stable', () => {
    const node = new OneNode()
    node.hear(digest(new Map([['n2.x', 1]])), ann)
    expect(node.node.heard.has(ann)).toBe(false)
  })

  test('waits no longer for one who has left', () => {
    const node = new OneNode()
    node.edit({ type: 'put', key: 'tea', value: '2' })
    node.edit({ type: 'erase', key: 'tea' })
    node.hear(digest(node.node.replica.context), ann)
    node.know(ann)
    node.round()
    expect(node.events).toEqual([{ type: 'collected', count: 1 }])
    expect([...node.node.heard.keys()]).toEqual([ann])
  })
})
