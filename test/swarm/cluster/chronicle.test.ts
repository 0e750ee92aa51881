// Lines of several pens become one record: in order, each after its cause, and without what cannot be.

import { beforeEach, describe, expect, it, vi } from 'vitest'
import { peerId } from '../../../src/core/ids.ts'
import { Members } from '../../../src/core/peers.ts'
import { SeededRandom } from '../../../src/core/random.ts'
import { Surroundings, step } from '../../../src/core/step.ts'
import { Chronicle, linesMax } from '../../../src/swarm/cluster/chronicle.ts'
import { writeLine } from '../../../src/swarm/cluster/line.ts'
import { patienceMs } from '../../../src/swarm/cluster/pens.ts'
import type { Cause } from '../../../src/swarm/cluster/words.ts'
import type { Happening } from '../../../src/trace/happening.ts'
import { type Errands, errands } from '../../host/errands.ts'

const [ann, bob] = [peerId('ann'), peerId('bob')] as const
let nowMs = 0
let present: Set<string>
let refusals: string[]
let chronicle: Chronicle<Errands, any>

beforeEach(() => {
  nowMs = 1000
  present = new Set(['red', 'blue'])
  refusals = []
  chronicle = new Chronicle<Errands, any>({
    protocol: errands,
    nodes: [ann, bob],
    nowMs: () => nowMs,
    others: () => [...present],
    placed: () => {},
    refused: (pen, why) => refusals.push(`${pen}: ${why}`),
  })
})

/** What a node of this name does when it starts, as its page tells it. */
function start(node: typeof ann, atMs: number, cause: Cause | null = null): string {
  const around = new Surroundings<Errands>(node, new Members([ann, bob]).others(node))
  around.now = Math.floor(atMs)
  const input = { kind: 'start', durable: undefined, random: new SeededRandom(1).state } as const
  step(errands, undefined, input, around)
  const effects = around.effects
  return writeLine({ kind: 'step', node, index: 0, atMs, cause: cause && 0, input, effects }, () => cause!)
}

const skew = (atMs: number, cause: Cause | null = null): string =>
  writeLine(
    { kind: 'fault', fault: { type: 'skew', node: ann, byMs: 1 }, index: 0, atMs, cause: cause && 0 },
    () => cause!,
  )

const crash = (atMs: number): string =>
  writeLine(
    { kind: 'fault', fault: { type: 'crash', node: ann, disk: 'synced' }, index: 0, atMs, cause: null },
    () => null!,
  )

const times = (): number[] => chronicle.happenings.map(({ atMs }: Happening) => atMs)

describe('the order of a record', () => {
  it('is that of time, whatever came first: a line waits until all have told of what is earlier', () => {
    chronicle.hear('red', 0, [skew(900), skew(980)], 990)
    chronicle.advance(false)
    expect(times()).toEqual([]) // blue may still tell of what was earlier
    nowMs += 1000
    chronicle.hear('blue', 0, [skew(890), skew(950)], 960)
    chronicle.advance(false)
    expect(times()).toEqual([890, 900, 950])
    chronicle.hear('blue', 2, [], 980)
    chronicle.advance(false)
    expect(times()).toEqual([890, 900, 950, 980])
    expect(chronicle.happenings.map(({ index }) => index)).toEqual([0, 1, 2, 3])
  })
  it('believes that all is told only once all is here', () => {
    chronicle.hear('red', 0, [skew(900)], 990)
    chronicle.hear('blue', 1, [skew(950)], 990)
    chronicle.advance(false)
    expect([times(), chronicle.isLacking('blue', 2)]).toEqual([[], true])
    chronicle.hear('blue', 0, [skew(890)], 0)
    chronicle.advance(false)
    expect([times(), chronicle.isLacking('blue', 2)]).toEqual([[890], false])
    chronicle.hear('blue', 2, [], 990)
    chronicle.advance(false)
    expect(times()).toEqual([890, 900, 950])
  })
  it('waits for nobody who is gone, and for a page that stands still once, and not for ever', () => {
    chronicle.hear('red', 0, [skew(900)], 990)
    chronicle.advance(false)
    expect(times()).toEqual([])
    present.delete('blue')
    chronicle.advance(false)
    expect(times()).toEqual([900])
    present.add('blue')
    const passed = (ms: number, line: number) => {
      nowMs += ms
      chronicle.hear('red', line, [skew(nowMs)], nowMs)
      chronicle.advance(false)
      return times().length
    }
    expect(passed(100, 1)).toBe(1)
    expect(passed(patienceMs - 100, 2)).toBe(1)
    expect(passed(101, 3)).toBe(4)
    expect(passed(100, 4)).toBe(5) // it is not waited for again
    chronicle.hear('blue', 0, [], nowMs - 50)
    expect(passed(100, 5)).toBe(5) // until it speaks
    chronicle.hear('blue', 0, [], nowMs)
    chronicle.advance(false)
    expect(times().length).toBe(6)
  })
  it('is held up no longer by one that always has more to tell of long ago', () => {
    const shownAfter = () => {
      const [since, before] = [nowMs, times().length]
      for (let told = 1; times().length === before; told++) {
        nowMs += 100
        chronicle.hear('blue', 0, [], told)
        chronicle.advance(false)
      }
      return nowMs - since
    }
    chronicle.hear('red', 0, [skew(1000)], 2000)
    expect(shownAfter()).toBe(patienceMs + 100)
    chronicle.hear('red', 1, [skew(nowMs)], nowMs)
    expect(shownAfter()).toBe(patienceMs + 100)
  })
  it('tells when all that was here has its place', async () => {
    const caughtUp = vi.fn()
    await chronicle.caughtUp()
    chronicle.hear('red', 0, [skew(900)], 990)
    const done = chronicle.caughtUp().then(caughtUp)
    nowMs += 10
    chronicle.hear('red', 1, [skew(1005)], 1010)
    chronicle.advance(false)
    await Promise.resolve()
    expect(caughtUp).not.toHaveBeenCalled()
    chronicle.hear('blue', 0, [], 1001)
    chronicle.advance(false)
    await done
    expect([times(), chronicle.isWaiting]).toEqual([[900], true])
  })
  it('puts a line after its cause, and shifts its time where clocks disagree', () => {
    chronicle.hear('red', 0, [skew(800, { pen: 'blue', line: 0, after: 0 })])
    chronicle.hear('blue', 0, [skew(850)])
    chronicle.advance(true)
    expect(chronicle.happenings.map(({ atMs, cause }) => [atMs, cause])).toEqual([
      [850, null],
      [850, 0],
    ])
  })
  it('puts an arrival after all that its sender wrote until the message left: a save that held it back, too', () => {
    chronicle.hear('blue', 0, [skew(800)])
    chronicle.hear('red', 0, [skew(801, { pen: 'blue', line: 0, after: 1 })])
    chronicle.advance(true)
    expect(times()).toEqual([800])
    chronicle.hear('blue', 1, [skew(810)])
    chronicle.advance(true)
    expect(chronicle.happenings.map(({ atMs, cause }) => [atMs, cause])).toEqual([
      [800, null],
      [810, null],
      [810, 0],
    ])
  })
  it('keeps what a node’s clock showed where its time was shifted', () => {
    chronicle.hear('blue', 0, [skew(850)])
    chronicle.advance(true)
    chronicle.hear('red', 0, [start(ann, 700)])
    chronicle.advance(true)
    expect(chronicle.happenings[1]).toMatchObject({ kind: 'step', atMs: 850, clockMs: 700 })
  })
  it('waits for a cause while the page that wrote it is there, and not for ever', () => {
    chronicle.hear('red', 0, [skew(800, { pen: 'blue', line: 0, after: 0 })])
    chronicle.advance(true)
    expect(times()).toEqual([])
    nowMs += patienceMs + 1
    chronicle.advance(true)
    expect(chronicle.happenings[0]).toMatchObject({ cause: null })
    chronicle.hear('red', 1, [skew(900, { pen: 'blue', line: 3, after: 3 })])
    chronicle.advance(true)
    expect(times().length).toBe(1)
    present.delete('blue')
    chronicle.advance(true)
    expect(times().length).toBe(2)
  })
  it('takes each line once, and tells which is lacking', () => {
    chronicle.hear('red', 1, [skew(900)])
    chronicle.advance(true)
    expect([times(), chronicle.isLacking('red', 2), chronicle.nextOf('red')]).toEqual([[], true, 0])
    chronicle.hear('red', 0, [skew(890), skew(901)])
    chronicle.advance(true)
    chronicle.hear('red', 0, [skew(890), skew(901)])
    chronicle.advance(true)
    expect([times(), chronicle.isLacking('red', 2), chronicle.nextOf('red')]).toEqual([[890, 900], false, 2])
  })
  it('can be taken over by a newcomer, who hears the rest as all do', () => {
    chronicle.hear('red', 0, [start(ann, 800), skew(801), skew(802)])
    chronicle.advance(true)
    const all = chronicle.happenings
    const { entries } = chronicle
    const other = new Chronicle<Errands, any>({
      protocol: errands,
      nodes: [ann, bob],
      nowMs: () => nowMs,
      others: () => ['red'],
      placed: () => {},
      refused: (pen, why) => refusals.push(`${pen}: ${why}`),
    })
    other.adopt(entries.slice(0, 2))
    other.hear('red', 1, [skew(801), skew(802)])
    other.advance(true)
    expect(other.happenings).toEqual(all)
    expect(other.player(ann)?.node).toEqual(chronicle.player(ann)?.node)
    expect(refusals).toEqual([])
  })
})

describe('what does not come into a record', () => {
  it('steps of a node that the others have given up, until it starts again', () => {
    chronicle.hear('red', 0, [start(ann, 800)])
    chronicle.hear('blue', 0, [crash(810)])
    chronicle.advance(true)
    const peersHeard = JSON.stringify({ ...JSON.parse(start(ann, 820)), input: { kind: 'peers', peers: [bob] } })
    chronicle.hear('red', 1, [peersHeard, start(ann, 830)])
    chronicle.advance(true)
    expect(chronicle.happenings.map(({ kind, atMs }) => `${kind} ${atMs}`)).toEqual([
      'step 800',
      'fault 810',
      'step 830',
    ])
    expect(refusals).toEqual([])
  })
  it.each([
    ['no line at all', '{', 'line: expected JSON'],
    ['a time that is none', '{"atMs":-1,"cause":null,"kind":"fault"}', 'atMs: expected milliseconds'],
    ['a cause that is none', '{"atMs":1,"cause":[1],"kind":"fault"}', 'cause: expected a pen and a line'],
    ['a kind that is none', '{"atMs":1,"cause":null,"kind":"party"}', 'kind: expected'],
    ['a fault that is none', '{"atMs":1,"cause":null,"kind":"fault","fault":{"type":"rain"}}', 'fault.type: expected'],
  ])('%s: nothing more of its pen is read', (_, text, why) => {
    chronicle.hear('red', 0, [text, skew(900)])
    chronicle.hear('blue', 0, [skew(901)])
    chronicle.advance(true)
    expect(times()).toEqual([901])
    expect(refusals).toEqual([expect.stringContaining(`red: ${why}`)])
  })
  it('a step that our protocol would not take', () => {
    const honest = JSON.parse(start(ann, 800))
    chronicle.hear('red', 0, [JSON.stringify({ ...honest, effects: '0123456789abcdef' })])
    chronicle.advance(true)
    expect(refusals).toEqual(['red: effects: ann does not do this in our protocol'])
    expect(chronicle.player(ann)).toBe(undefined)
  })
  it('a step of a node that lives with another pen', () => {
    chronicle.hear('red', 0, [start(ann, 800)])
    chronicle.hear('blue', 0, [start(ann, 810), skew(820)])
    chronicle.advance(true)
    expect(refusals).toEqual(['blue: node: ann lives elsewhere'])
    expect(times()).toEqual([800])
    expect(chronicle.player(ann)).toBeDefined()
  })
  it('a pen that runs far ahead of what can be placed, and pens without end', () => {
    chronicle.hear('red', 30_000, [skew(900)])
    expect(refusals).toEqual(['red: more than 20000 lines ahead'])
    for (let number = 0; number < 2000; number++) chronicle.hear(`pen ${number}`, 0, [skew(900)])
    chronicle.advance(true)
    expect(times().length).toBeLessThan(1100)
  })
  it(`what comes after ${linesMax} lines`, () => {
    const lines = Array.from({ length: 10_000 }, () => skew(900))
    for (let first = 0; first < linesMax + 20_000; first += lines.length) {
      chronicle.hear('red', first, lines)
      chronicle.advance(true)
    }
    expect([times().length, chronicle.isFull]).toEqual([linesMax, true])
  })
})
