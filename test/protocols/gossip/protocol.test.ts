// Goal: a node does what the paper's sites do. Method: one node is told things, and its effects are read.

import { describe, expect, test } from 'vitest'
import { peerId } from '../../../src/core/ids.ts'
import type { Message } from '../../../src/core/protocol.ts'
import { type Gossip, keysMax, type Update } from '../../../src/protocols/gossip/vocabulary.ts'
import { ann, bob, OneNode, self, write } from './one-node.ts'

const exam = write('exam', 1)
const rumors = (...updates: Update[]): Message<Gossip> => ({ type: 'rumors', updates })
const verdict = ({ key, version }: Update, isUseful: boolean): Message<Gossip> => ({
  type: 'feedback',
  verdicts: [{ key, version, isUseful }],
})

describe('a cycle (§1.4)', () => {
  test('[R5] what was heard in this cycle counts as news to everyone who tells it, and not in the next', () => {
    const node = new OneNode({ variant: 'push-feedback-counter' })
    expect(node.hear(rumors(exam), ann)).toEqual([verdict(exam, true)])
    expect(node.hear(rumors(exam), bob)).toEqual([verdict(exam, true)])
    node.turn()
    expect(node.hear(rumors(exam), ann)).toEqual([verdict(exam, false)])
  })

  test('[R5] an older version than the one heard in this cycle is no news', () => {
    const node = new OneNode({ variant: 'push-feedback-counter' })
    node.hear(rumors(write('exam', 2)))
    expect(node.hear(rumors(exam))).toEqual([verdict(exam, false)])
  })

  test('pushes what it heard from the next cycle on, to as many as the fan-out says, each once', () => {
    const node = new OneNode({ variant: 'push-feedback-counter', fanout: 2 })
    node.hear(rumors(exam))
    expect(node.turn()).toEqual([rumors(exam), rumors(exam)])
    const receivers = node.effects.flatMap(effect => (effect.kind === 'send' ? [effect.to] : []))
    expect(new Set(receivers).size).toBe(2)
  })

  test('a fan-out beyond the number of peers is all of them', () => {
    const node = new OneNode({ variant: 'push-feedback-counter', fanout: 9 })
    node.hear(rumors(exam))
    expect(node.turn()).toHaveLength(3)
  })

  test('alone it waits, and says nothing', () => {
    const node = new OneNode({ variant: 'push-pull-feedback-counter' }, undefined, [])
    node.ask({ type: 'spread', key: 'exam', value: 'moved' })
    expect(node.turn()).toEqual([])
    expect(node.heatOf('exam')).toBe('hot')
  })

  test('pulls whether or not it knows anything, and pushes only what it knows', () => {
    const node = new OneNode({ variant: 'push-pull-feedback-counter' })
    expect(node.turn()).toEqual([{ type: 'pull' }])
    node.hear(rumors(exam))
    expect(node.turn()).toEqual([rumors(exam), { type: 'pull' }])
  })

  test('answers a pull with what is hot: not with what it heard in this cycle, nor with nothing', () => {
    const node = new OneNode({ variant: 'pull-feedback-counter' })
    expect(node.hear({ type: 'pull' })).toEqual([])
    node.hear(rumors(exam))
    expect(node.hear({ type: 'pull' })).toEqual([])
    node.turn()
    expect(node.hear({ type: 'pull' })).toEqual([rumors(exam)])
  })
})

describe('loss of interest (§1.4)', () => {
  const hotNode = (variant: 'push-feedback-counter' | 'push-blind-counter' | 'push-feedback-coin', k: number) => {
    const node = new OneNode({ variant, k })
    node.hear(rumors(exam))
    node.turn()
    return node
  }

  test('[R3] comes with the k-th useless contact in a row, and the rumor is spread no more', () => {
    const node = hotNode('push-feedback-counter', 2)
    node.hear(verdict(exam, false))
    expect(node.turn()).toEqual([rumors(exam)])
    node.hear(verdict(exam, false))
    expect(node.turn()).toEqual([])
    expect(node.heatOf('exam')).toBe('cold')
    expect(node.effects).toContainEqual({
      kind: 'announce',
      event: { type: 'cooled', key: 'exam', version: exam.version },
    })
  })

  test('is put off by a useful contact, which resets the counter (table 1)', () => {
    const node = hotNode('push-feedback-counter', 2)
    for (const isUseful of [false, true, false]) {
      node.hear(verdict(exam, isUseful))
      node.turn()
    }
    expect(node.heatOf('exam')).toBe('hot')
  })

  test('counts a cycle as useful if one of its contacts was, and else adds one (footnote of table 3)', () => {
    const node = hotNode('push-feedback-counter', 2)
    for (const isUseful of [false, true, false]) node.hear(verdict(exam, isUseful))
    node.turn()
    for (const from of [ann, bob]) node.hear(verdict(exam, false), from)
    node.turn()
    expect(node.heatOf('exam')).toBe('hot')
    node.hear(verdict(exam, false))
    node.turn()
    expect(node.heatOf('exam')).toBe('cold')
  })

  test('does not come from silence: a lost answer says nothing', () => {
    const node = hotNode('push-feedback-counter', 1)
    for (let cycle = 0; cycle < 5; cycle++) expect(node.turn()).toEqual([rumors(exam)])
  })

  test('does not come from feedback on an older version', () => {
    const node = hotNode('push-feedback-counter', 1)
    node.hear(rumors(write('exam', 2)))
    node.turn()
    node.hear(verdict(exam, false))
    node.turn()
    expect(node.heatOf('exam')).toBe('hot')
  })

  test('comes blindly after k contacts, without an answer from anyone', () => {
    const node = hotNode('push-blind-counter', 2)
    expect(node.turn()).toEqual([rumors(exam)])
    expect(node.turn()).toEqual([])
    expect(node.hear(rumors(write('lunch', 1)))).toEqual([])
  })

  test('by coin comes with chance 1/k: at once where k is one, and sooner or later where it is not', () => {
    const cyclesUntilCold = (k: number): number => {
      const node = hotNode('push-feedback-coin', k)
      let cycles = 0
      for (; node.heatOf('exam') === 'hot'; cycles++) {
        node.hear(verdict(exam, false))
        node.turn()
      }
      return cycles
    }
    expect(cyclesUntilCold(1)).toBe(1)
    expect(cyclesUntilCold(1_000)).toBeGreaterThan(10)
  })

  test('ends when a newer version comes: that is another rumor', () => {
    const node = hotNode('push-feedback-counter', 1)
    node.hear(verdict(exam, false))
    node.turn()
    node.hear(rumors(write('exam', 2)))
    expect(node.turn()).toEqual([rumors(write('exam', 2))])
  })
})

describe('traffic', () => {
  test('[R4] counts updates, not messages: two rumors to two peers are four', () => {
    const node = new OneNode({ variant: 'push-feedback-counter', fanout: 2 })
    node.hear(rumors(exam, write('lunch', 1)))
    node.turn()
    expect(node.traffic).toBe(4)
  })

  test('[R4] does not count pulls, feedback and comparisons, which carry no update', () => {
    const node = new OneNode({ variant: 'pull-feedback-counter', antiEntropyEveryMs: 1_000 })
    node.hear(rumors(exam))
    node.turn()
    node.compare()
    expect(node.traffic).toBe(0)
  })
})

describe('anti-entropy (§1.3)', () => {
  const lunch = write('lunch', 3)
  const { key, version } = exam
  const knowing = (...updates: Update[]) => new OneNode({ antiEntropyEveryMs: 1_000 }, { updates })

  test('tells a random other what it knows, by version', () => {
    expect(knowing(exam).compare()).toEqual([{ type: 'compare', versions: [{ key, version }] }])
  })

  test('answers with what is newer here, asks for what is newer there, and is silent where all is the same', () => {
    const node = knowing(exam, lunch)
    const older = { key: 'lunch', version: write('lunch', 2).version }
    const newer = { key, version: write('exam', 2).version }
    expect(node.hear({ type: 'compare', versions: [older, newer] })).toEqual([
      { type: 'reconcile', updates: [lunch], wanted: ['exam'] },
    ])
    expect(
      node.hear({ type: 'compare', versions: [exam, lunch].map(({ key, version }) => ({ key, version })) }),
    ).toEqual([])
  })

  test('sends what is wanted, and what it finds is a hot rumor again (§1.5)', () => {
    const node = knowing(exam)
    expect(node.hear({ type: 'reconcile', updates: [lunch], wanted: ['exam', 'unheard'] })).toEqual([
      { type: 'repair', updates: [exam] },
    ])
    expect([node.heatOf('exam'), node.heatOf('lunch')]).toEqual(['cold', 'fresh'])
  })

  test('[R1] a repair never puts an older version in the place of a newer one', () => {
    const node = knowing(lunch)
    node.hear({ type: 'repair', updates: [write('lunch', 2)] })
    expect(node.knows).toEqual([lunch])
    expect(node.effects).toEqual([])
  })

  test('does not happen where it is off', () => {
    const timers = (antiEntropyEveryMs: number) =>
      new OneNode({ antiEntropyEveryMs }).effects.flatMap(effect => (effect.kind === 'set' ? [effect.timer.type] : []))
    expect(timers(0)).toEqual(['cycle'])
    expect(timers(1_000)).toEqual(['cycle', 'comparison'])
  })
})

describe('what is known', () => {
  test('[R1] is saved as it is heard, and comes back cold after a crash', () => {
    const node = new OneNode()
    node.hear(rumors(exam))
    expect(node.effects).toContainEqual({ kind: 'save', durable: { updates: [exam] } })
    const again = new OneNode({}, { updates: [exam] })
    expect([again.knows, again.heatOf('exam')]).toEqual([[exam], 'cold'])
  })

  test('is spread under a version above the one known, in the name of who writes', () => {
    const node = new OneNode({}, { updates: [write('exam', 4)] })
    expect(node.ask({ type: 'spread', key: 'exam', value: 'moved' })).toMatchObject({ answer: { count: 5, by: self } })
    expect(node.ask({ type: 'read', key: 'exam' })).toMatchObject({ answer: 'moved' })
    expect(node.ask({ type: 'read', key: 'unheard' })).toMatchObject({ answer: null })
  })

  test('has a limit: a new key is refused, or not heard of, and a known one still changes', () => {
    const full = Array.from({ length: keysMax }, (_, number) => write(`key ${number}`, 1))
    const node = new OneNode({}, { updates: full })
    expect(node.ask({ type: 'spread', key: 'one more', value: '' })).toMatchObject({ kind: 'refuse' })
    node.hear(rumors(write('one more', 1)))
    expect(node.knows).toHaveLength(keysMax)
    expect(node.ask({ type: 'spread', key: 'key 0', value: 'other' })).toMatchObject({ kind: 'answer' })
  })

  test('takes the newer of two that one message says of the same key, and the higher name of equal counts', () => {
    const node = new OneNode()
    node.hear(rumors(write('exam', 2), exam))
    expect(node.knows).toEqual([write('exam', 2)])
    node.hear(rumors(write('exam', 2, peerId('a')), write('exam', 2, bob)))
    expect(node.knows).toEqual([write('exam', 2, bob)])
  })
})
