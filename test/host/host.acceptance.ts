// What every stage must do for its hosts, simulated or real. Checks are plain functions, so that vitest and a browser page
// can both run them. They look at the order of what happens, never at how long it took.

import { assert } from '../../src/core/assert.ts'
import { digest } from '../../src/core/digest.ts'
import { type PeerId, peerId } from '../../src/core/ids.ts'
import type { Outcome } from '../../src/core/outcome.ts'
import type { Request } from '../../src/core/protocol.ts'
import type { Cluster } from '../../src/trace/cluster.ts'
import type { Happening } from '../../src/trace/happening.ts'
import type { ErrandNode, Errands } from './errands.ts'

/** A quiet cluster of these members, all running `errands`, whose saves take about so long. */
export interface Ground {
  open(members: readonly PeerId[], saveMs: number): Promise<Cluster<Errands, ErrandNode>>
  /** Lets so much of the cluster's time pass. */
  after(ms: number): Promise<void>
}

export interface HostCheck {
  readonly claim: string
  run(ground: Ground): Promise<void>
}

const [ann, bob] = ['ann', 'bob'].map(name => peerId(name)) as [PeerId, PeerId]
const cyd = peerId('cyd')
/** Long beside what else happens, short beside a test. */
const saveMs = 60
const patienceMs = 5_000

export const hostAcceptance: readonly HostCheck[] = [
  {
    claim: 'every member starts, with nothing on its disk',
    async run(ground) {
      const { cluster } = await begin(ground, 0)
      same(cluster.node(ann)!.total, 0, 'total')
      same([...cluster.node(ann)!.peers], [bob], 'peers')
    },
  },
  {
    claim: 'a step saves before it answers and before it sends',
    async run(ground) {
      const { cluster, heard, asked } = await begin(ground, saveMs)
      const outcomes = asked(ann, { type: 'keep', amount: 5 })
      await until(ground, () => outcomes.length > 0 && cluster.node(bob)!.heard.length > 0)
      same(outcomes, [{ is: 'answered', answer: 5 }], 'outcome')
      const kept = heard.find(({ kind, node, input }: any) => kind === 'step' && node === ann && isRequest(input))!
      const synced = heard.find(({ kind }) => kind === 'synced')!
      const told = heard.find(({ kind, node, input }: any) => kind === 'step' && node === bob && isMessage(input))!
      same(synced.cause, kept.index, 'cause of the save')
      same(told.cause, kept.index, 'cause of the message')
      assert(kept.index < synced.index && synced.index < told.index, 'the save comes between the step and the message')
    },
  },
  {
    claim: 'what comes during a save waits for it',
    async run(ground) {
      const { heard, asked } = await begin(ground, saveMs)
      const outcomes = asked(ann, { type: 'keep', amount: 5 })
      const others = asked(ann, { type: 'keep', amount: 1 })
      await until(ground, () => others.length > 0)
      same([...outcomes, ...others].map(answerOf), [5, 6], 'answers')
      const order = heard.filter(({ kind, node }: any) => node === ann && (kind === 'synced' || kind === 'step'))
      same(
        order.slice(-4).map(({ kind }) => kind),
        ['step', 'synced', 'step', 'synced'],
        'order',
      )
    },
  },
  ...(
    [
      ['synced', 0],
      ['unsynced', 5],
      ['lost', 0],
    ] as const
  ).map(([disk, total]) => ({
    claim: `a crash during a save that leaves the disk ${disk}: a total of ${total}, and a client that cannot know`,
    async run(ground: Ground) {
      const { cluster, heard, asked } = await begin(ground, saveMs)
      const outcomes = asked(ann, { type: 'keep', amount: 5 })
      await until(ground, () => heard.some(({ input }: any) => isRequest(input)))
      cluster.inject({ type: 'crash', node: ann, disk })
      same(cluster.node(ann), undefined, 'the node')
      same(outcomes.map(kindOf), ['unknown'], 'outcome')
      cluster.inject({ type: 'restart', node: ann })
      same(cluster.node(ann)!.total, total, 'total')
      await ground.after(3 * saveMs)
      same(heard.filter(({ kind }) => kind === 'synced').length, 0, 'saves that outlived their life')
      same(cluster.node(bob)!.heard.length, 0, 'messages of a step that was never saved')
    },
  })),
  {
    claim: 'what has reached the store survives a crash, and the next life goes on from it',
    async run(ground) {
      const { cluster, asked } = await begin(ground, saveMs)
      const outcomes = asked(ann, { type: 'keep', amount: 5 })
      await until(ground, () => outcomes.length > 0)
      cluster.inject({ type: 'crash', node: ann, disk: 'synced' })
      cluster.inject({ type: 'restart', node: ann })
      const others = asked(ann, { type: 'keep', amount: 1 })
      await until(ground, () => others.length > 0)
      same(others.map(answerOf), [6], 'answer')
    },
  },
  {
    claim: 'a timer rings once; one set again moves; one cancelled never rings',
    async run(ground) {
      const { cluster, asked } = await begin(ground, 0)
      asked(ann, { type: 'set', round: 1, delayMs: 40 })
      asked(ann, { type: 'set', round: 2, delayMs: 80 })
      asked(ann, { type: 'set', round: 3, delayMs: 60 })
      asked(ann, { type: 'set', round: 1, delayMs: 160 })
      asked(ann, { type: 'cancel', round: 3 })
      await until(ground, () => cluster.node(ann)!.rung.length === 2)
      await ground.after(300)
      same([...cluster.node(ann)!.rung], [2, 1], 'rung')
    },
  },
  {
    claim: 'timers do not outlive a crash',
    async run(ground) {
      const { cluster, asked } = await begin(ground, 0)
      const outcomes = asked(ann, { type: 'set', round: 1, delayMs: 40 })
      await until(ground, () => outcomes.length > 0)
      cluster.inject({ type: 'crash', node: ann, disk: 'synced' })
      cluster.inject({ type: 'restart', node: ann })
      await ground.after(200)
      same([...cluster.node(ann)!.rung], [], 'rung')
    },
  },
  {
    claim: 'a computation comes back to the life that asked for it, and to no other',
    async run(ground) {
      const { cluster, heard, asked } = await begin(ground, 0)
      const outcomes = asked(ann, { type: 'prove', number: 4 })
      await until(ground, () => outcomes.length > 0)
      same(outcomes.map(answerOf), [true], 'answer')
      const others = asked(ann, { type: 'prove', number: 4 })
      await ground.after(0) // it has been asked, and what it asked for is not computed yet
      same(cluster.node(ann)!.proving.length, 1, 'computations under way')
      cluster.inject({ type: 'crash', node: ann, disk: 'synced' })
      cluster.inject({ type: 'restart', node: ann })
      await ground.after(200)
      same(others.map(kindOf), ['unknown'], 'outcome')
      same(heard.filter(({ input }: any) => input?.kind === 'done').length, 1, 'results')
    },
  },
  {
    claim: 'a paused node hears nothing, and afterwards everything in order',
    async run(ground) {
      const { cluster, asked } = await begin(ground, 0)
      cluster.inject({ type: 'pause', node: ann })
      const outcomes = [1, 2, 3].map(amount => asked(ann, { type: 'keep', amount }))
      await ground.after(100)
      same(cluster.node(ann)!.total, 0, 'total while it is paused')
      cluster.inject({ type: 'resume', node: ann })
      await until(ground, () => outcomes.every(({ length }) => length > 0))
      same(outcomes.flat().map(answerOf), [1, 3, 6], 'answers')
    },
  },
  {
    claim: 'a slow node rests after each step, and hears the rest when it wakes',
    async run(ground) {
      const { cluster, heard, asked } = await begin(ground, 0)
      cluster.inject({ type: 'slow', node: ann, byMs: 25 })
      const outcomes = [1, 2, 3].map(amount => asked(ann, { type: 'keep', amount }))
      await until(ground, () => outcomes.every(({ length }) => length > 0))
      const times = heard.filter(({ input }: any) => isRequest(input)).map(({ atMs }) => atMs)
      assert(times[1]! - times[0]! >= 24 && times[2]! - times[1]! >= 24, 'it rests between two steps')
    },
  },
  {
    claim: 'a node that is down refuses: nothing happened, and nothing will',
    async run(ground) {
      const { cluster, asked } = await begin(ground, 0)
      cluster.inject({ type: 'crash', node: ann, disk: 'synced' })
      const outcomes = asked(ann, { type: 'keep', amount: 5 })
      await until(ground, () => outcomes.length > 0)
      same(outcomes.map(kindOf), ['refused'], 'outcome')
    },
  },
  {
    claim: 'a traitor performs other effects than its node asked for, and is not called honest',
    async run(ground) {
      const { cluster, asked } = await begin(ground, 0)
      cluster.inject({
        type: 'betray',
        node: ann,
        lies: [{ type: 'claim', message: 'told', to: null, field: 'total', value: 99 }],
      })
      asked(ann, { type: 'keep', amount: 5 })
      await until(ground, () => cluster.node(bob)!.heard.length > 0)
      same([...cluster.node(bob)!.heard], [{ from: ann, total: 99 }], 'heard')
      same([cluster.isHonest(ann), cluster.isHonest(bob)], [false, true], 'honesty')
    },
  },
  {
    claim: 'membership is an input: those who stay learn who came',
    async run(ground) {
      const { cluster } = await begin(ground, 0)
      cluster.inject({ type: 'join', node: cyd })
      await until(ground, () => cluster.node(cyd) !== undefined && cluster.node(ann)!.peers.length === 2)
      same([...cluster.node(ann)!.peers], [bob, cyd], 'peers')
    },
  },
]

async function begin(ground: Ground, saveMs: number) {
  const cluster = await ground.open([ann, bob], saveMs)
  const heard: Happening<Errands>[] = []
  cluster.watch(happening => heard.push(happening))
  await until(ground, () => cluster.node(ann) !== undefined && cluster.node(bob) !== undefined)
  const asked = (peer: PeerId, request: Request<Errands>): Outcome[] => {
    const outcomes: Outcome[] = []
    cluster.ask(peer, request, outcome => outcomes.push(outcome))
    return outcomes
  }
  return { cluster, heard, asked }
}

async function until(ground: Ground, isSo: () => boolean): Promise<void> {
  for (let waitedMs = 0; !isSo(); waitedMs += 5) {
    assert(waitedMs < patienceMs, `it happens in time: ${isSo}`)
    await ground.after(5)
  }
}

function same(found: unknown, expected: unknown, what: string): void {
  assert(
    digest(found) === digest(expected),
    `${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(found)}`,
  )
}

const isRequest = (input: any): boolean => input?.kind === 'request'
const isMessage = (input: any): boolean => input?.kind === 'message'
const kindOf = (outcome: Outcome): string => outcome.is
const answerOf = (outcome: Outcome): unknown => (outcome.is === 'answered' ? outcome.answer : outcome.is)
