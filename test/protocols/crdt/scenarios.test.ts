// Goal: each scenario shows what it says, in whichever way replicas tell each other. Method: run it for some seeds, and
// look at what everyone shows.

import { describe, expect, test } from 'vitest'
import { encode, speechOf } from '../../../src/core/codec.ts'
import { peerId } from '../../../src/core/ids.ts'
import type { Message, Vocabulary } from '../../../src/core/protocol.ts'
import type { Fault } from '../../../src/faults/fault.ts'
import { challengeOf, progressOf } from '../../../src/lab/challenge.ts'
import { type Experiment, prepare, run } from '../../../src/lab/experiment.ts'
import { weatherOf } from '../../../src/lab/lab.ts'
import { SimulatedRun } from '../../../src/lab/simulated-run.ts'
import { Workbench } from '../../../src/lab/workbench.ts'
import lab from '../../../src/protocols/crdt/lab.ts'
import type { CrdtNode } from '../../../src/protocols/crdt/node.ts'
import { replications } from '../../../src/protocols/crdt/protocol.ts'
import { tombstonesIn } from '../../../src/protocols/crdt/replica.ts'
import { type Values, valuesOf } from '../../../src/protocols/crdt/values.ts'
import { vocabulary } from '../../../src/protocols/crdt/vocabulary.ts'
import { inStorm } from '../survey.ts'

const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

/** A storm is some seconds of work for a machine that does other things as well. */
const limitMs = 60_000

describe.each(replications)('by %s', { timeout: limitMs }, replication => {
  const options = { replication }

  test('halves that were edited apart come together with nothing lost, and the same everywhere', () => {
    for (const seed of seeds) {
      const shown = shownBy({ scenario: 'edit-while-parted', seed, options })
      expect(shown).toMatchObject({ gCounter: 6, sequence: 'hot tea and milk' })
      expect(new Set(shown.mvRegister)).toEqual(new Set(['noon', 'evening']))
    }
  })

  test('replicas that meet by hand, some of them twice, come out the same', () => {
    for (const seed of seeds) {
      const shown = shownBy({ scenario: 'by-hand', seed, options: { ...options, everyMs: 60_000 } })
      expect(shown).toMatchObject({ gCounter: 2, orSet: ['milk'], sequence: 'tea' })
    }
  })

  test('nothing is demanded of replicas that meet by hand alone, whatever befalls them', () => {
    for (const seed of [...seeds, 12345]) {
      const { rules } = run({
        ...inStorm(lab, weatherOf(lab)!, seed),
        scenario: 'by-hand',
        options: { ...options, everyMs: 60_000 },
      })
      expect(rules.filter(({ verdict }) => verdict.is === 'broken')).toEqual([])
    }
  })

  test('what comes shuffled and twice counts once', () => {
    for (const seed of seeds) {
      expect(shownBy({ scenario: 'shuffled-twice', seed, options })).toMatchObject({
        gCounter: 2,
        orSet: [],
        sequence: 'b',
      })
    }
  })

  test('milk that was put in again stays in the cart, bread that nobody touched is gone', () => {
    for (const seed of seeds) expect(shownBy({ scenario: 'shopping-cart', seed, options }).orSet).toEqual(['milk'])
  })

  test('two words that were typed in the same place stay whole', () => {
    for (const seed of seeds) {
      expect(['leftright', 'rightleft']).toContain(shownBy({ scenario: 'two-typists', seed, options }).sequence)
    }
  })

  test('[R10] tombstones are kept for who is away, and gone soon after the return', () => {
    for (const seed of seeds) {
      const parted = nodesOf({ scenario: 'tombstones', seed, options, forMs: 3_900 })
      expect(parted.map(({ replica }) => tombstonesIn(replica.objects))).toEqual([8, 8, 0])
      const { replica } = nodesOf({ scenario: 'tombstones', seed, options })[0]!
      expect(tombstonesIn(replica.objects)).toBe(0)
      expect(valuesOf(replica.objects).sequence).toBe(',first draft')
    }
  })

  test('[R8] a lost disk costs a name, not an edit that others had heard of', () => {
    for (const seed of seeds) {
      const shown = shownBy({ scenario: 'lost-disk', seed, options })
      expect(shown).toMatchObject({ gCounter: 2, orSet: ['bread', 'milk', 'tea'] })
      const { replica } = nodesOf({ scenario: 'lost-disk', seed, options })[0]!
      expect([...replica.objects.gCounter.keys()].map(actor => actor.split('.')[0])).toEqual(['n1', 'n1'])
    }
  })

  test('no disk that is lost in the middle of editing breaks a rule', () => {
    for (const seed of seeds) {
      const node = peerId(`n${1 + (seed % 5)}`)
      const atMs = 300 * seed
      const faults = [
        { atMs, fault: { type: 'crash', node, disk: 'lost' } },
        { atMs: atMs + 40 * seed, fault: { type: 'restart', node } },
      ] as const
      const { rules } = run({ lab, seed, options, faults })
      expect(rules.filter(({ verdict }) => verdict.is === 'broken')).toEqual([])
    }
  })

  test('no storm breaks a rule', () => {
    for (const seed of seeds) {
      const { rules } = run({ ...inStorm(lab, weatherOf(lab)!, seed), options })
      expect(rules.filter(({ verdict }) => verdict.is === 'broken')).toEqual([])
    }
  })
})

describe('the last writer', () => {
  test('[R11] loses to an earlier one if the clock is behind, and the multi-value register keeps what was meant', () => {
    for (const seed of seeds) {
      expect(shownBy({ scenario: 'clock-behind', seed })).toMatchObject({
        lwwRegister: 'noon',
        mvRegister: ['evening'],
      })
      expect(verdictOf('R11', { scenario: 'clock-behind', seed })).toBe('holds')
    }
  })

  test('wins with a clock that follows what it has seen', () => {
    for (const seed of seeds) {
      expect(shownBy({ scenario: 'hybrid-clock', seed }).lwwRegister).toBe('evening')
      expect(verdictOf('R11', { scenario: 'hybrid-clock', seed })).toBe('unknown')
    }
  })
})

test('the challenge is met by two assignments at one node, and its clock set back between them', () => {
  const bench = new Workbench(new SimulatedRun({ lab, seed: 1, scenario: 'siblings' }))
  const [n1] = bench.members
  bench.play(1_000)
  bench.act({ kind: 'ask', node: n1!, request: { type: 'assign', value: 'noon' } })
  bench.play(10)
  bench.act({ kind: 'fault', fault: { type: 'skew', node: n1!, byMs: -900 } })
  bench.play(10)
  bench.act({ kind: 'ask', node: n1!, request: { type: 'assign', value: 'evening' } })
  bench.play(100)
  expect(progressOf(challengeOf(lab, 'later-loses')!, bench)).toMatchObject({ is: 'reached', acts: 3 })
})

describe('siblings', () => {
  test('[R13] are both shown to everyone, until one who has read them writes', () => {
    for (const seed of seeds) {
      const both = shownBy({ scenario: 'siblings', seed, forMs: 3_200 })
      expect(new Set(both.mvRegister)).toEqual(new Set(['noon', 'evening']))
      expect(shownBy({ scenario: 'siblings', seed }).mvRegister).toEqual(['evening, then'])
    }
  })
})

describe('the bytes on the wire', () => {
  test('are fewest for deltas and operations, and most for states', () => {
    const sent = (replication: string): number => {
      let bytes = 0
      run({
        lab,
        seed: 1,
        scenario: 'busy',
        options: { replication },
        listen(happening) {
          if (happening.kind !== 'step') return
          for (const effect of happening.effects) if (effect.kind === 'send') bytes += size(effect.message)
        },
      })
      return bytes
    }
    expect(sent('state')).toBeGreaterThan(2 * sent('delta'))
    expect(sent('delta')).toBeGreaterThan(sent('operation'))
  })
})

describe('the rules', () => {
  const lostDisk: readonly { readonly atMs: number; readonly fault: Fault }[] = [
    { atMs: 2_000, fault: { type: 'crash', node: peerId('n1'), disk: 'lost' } },
    { atMs: 2_500, fault: { type: 'restart', node: peerId('n1') } },
  ]

  test('[R7] hold a replica to what its disk kept, and not to what a lost disk took with it', () => {
    expect(verdictOf('R7', { seed: 1, faults: lostDisk })).toBe('holds')
    const synced = lostDisk.map(({ atMs, fault }) => ({ atMs, fault: { ...fault, disk: 'synced' } as Fault }))
    expect(verdictOf('R7', { seed: 1, faults: synced })).toBe('holds')
    expect(verdictOf('R7', { seed: 1, faults: synced, mutant: 'forgetsInACrash' })).toBe('broken')
  })
})

function nodesOf(experiment: Omit<Experiment, 'lab'>): readonly CrdtNode[] {
  const { simulator, scenario } = prepare({ lab, ...experiment })
  simulator.runTo(experiment.forMs ?? scenario.forMs)
  return simulator.members.map(peer => simulator.node(peer)!)
}

/** What everyone shows at the end; it must be the same. */
function shownBy(experiment: Omit<Experiment, 'lab'>): Values {
  const [first, ...others] = nodesOf(experiment).map(({ replica }) => valuesOf(replica.objects))
  for (const other of others) expect(other).toEqual(first)
  return first!
}

const verdictOf = (id: string, experiment: Omit<Experiment, 'lab'>): string | undefined =>
  run({ lab, ...experiment }).rules.find(rule => rule.id === id)?.verdict.is

const size = (message: Message<Vocabulary>): number => encode(speechOf<Vocabulary>(vocabulary).message, message).length
