// Goal: whatever stands in src/protocols keeps the house's promises. Method: one suite over all labs that are there.

import { describe, expect, test } from 'vitest'
import { decode, encode, messageBytesMax, speechOf } from '../../src/core/codec.ts'
import { digest } from '../../src/core/digest.ts'
import type { PeerId } from '../../src/core/ids.ts'
import type { AnyProtocol } from '../../src/core/protocol.ts'
import { SeededRandom, seedFor } from '../../src/core/random.ts'
import type { Shape } from '../../src/core/shape.ts'
import { strictStep } from '../../src/core/step.ts'
import { Malformed } from '../../src/core/wire.ts'
import type { TimedFault } from '../../src/faults/fault.ts'
import { type Experiment, prepare, run } from '../../src/lab/experiment.ts'
import { type Lab, weatherOf } from '../../src/lab/lab.ts'
import { requiredFiles } from '../tidy/protocol-folders.ts'
import { tellNonsense, withBabblers } from './babble.ts'
import { hunt, huntSeedsMax } from './hunt.ts'
import { housedLabs } from './labs.ts'
import { measure } from './measure.ts'
import { firstDivergence } from './solitude.ts'
import { attempt, inStorm, seedsAsked, seedsFor, survey, wordsOf } from './survey.ts'

const limitMs = 300_000
const samplesPerShape = 200

test('there are protocols to test', () => {
  expect(housedLabs.map(({ folder }) => folder)).toContain('ping')
})

for (const { folder, lab, readme } of housedLabs) {
  describe(folder, { timeout: limitMs }, () => {
    const protocol: AnyProtocol = lab.protocol({})
    const { vocabulary } = protocol
    const weather = weatherOf(lab)
    const storms = weather === null ? [] : [inStorm(lab, weather, 1), inStorm(lab, weather, 2)]
    const scripted = lab.scenarios.map(({ name }): Experiment => ({ lab, seed: 1, scenario: name }))
    const surveyed = once(() => survey(lab))

    test('[1] has the files of its siblings, and the name of its folder', () => {
      const files = Object.keys(import.meta.glob('../../src/protocols/*/*'))
      for (const name of requiredFiles) expect(files).toContain(`../../src/protocols/${folder}/${name}`)
      expect([lab.name, protocol.name]).toEqual([folder, folder])
    })

    test('[1] its README says each rule in the words of its checker, and names each mutant', () => {
      const words = readme.replaceAll(/\s+/g, ' ').replaceAll(/\*\((always|eventually|sometimes)\)\* /g, '')
      for (const { id, says } of lab.rules) expect(words).toContain(`**${id}** ${says}`)
      for (const { name } of lab.mutants) expect(words).toContain(`\`${name}\``)
    })

    test('[2] the same seed gives the same digest, strict or fast, and another seed another', () => {
      for (const experiment of [...scripted, ...storms]) {
        const { digest: first } = run(experiment)
        expect(run({ ...experiment, step: strictStep }).digest).toBe(first)
        expect(run({ ...experiment, seed: experiment.seed + 1_000 }).digest).not.toBe(first)
      }
    })

    test('[3] a node that is fed its own inputs alone does the same again', () => {
      for (const experiment of [...scripted, ...storms]) expect(firstDivergence(experiment)).toBeNull()
    })

    test('[4] all it may say comes back from its bytes, which are the only ones that say it', () => {
      const random = new SeededRandom(4)
      for (const [name, shape] of Object.entries(speechOf(vocabulary)) as [string, Shape<unknown>][]) {
        if (shape.name === '') continue
        for (let sample = 0; sample < samplesPerShape; sample++) {
          const value = shape.sample(random)
          const bytes = encode(shape, value)
          expect(bytes.length).toBeLessThanOrEqual(messageBytesMax)
          expect(shape.check(value, name)).toEqual(value)
          expect(digest(decode(shape, bytes, name))).toBe(digest(value))
          expect(encode(shape, decode(shape, bytes, name))).toEqual(bytes)
          for (let cut = 0; cut < bytes.length; cut++) {
            expect(() => decode(shape, bytes.subarray(0, cut), name)).toThrow(Malformed)
          }
          expect(() => decode(shape, Uint8Array.of(...bytes, 0), name)).toThrow(Malformed)
        }
      }
    })

    test('[4] bytes that were damaged are refused or mean something else in canonical form', () => {
      const random = new SeededRandom(5)
      const { message } = speechOf(vocabulary)
      for (let sample = 0; sample < samplesPerShape; sample++) {
        const bytes = encode(message, message.sample(random))
        const at = random.between(0, bytes.length - 1)
        const damaged = bytes.with(at, random.between(0, 255))
        const read = refusedOr(() => decode(message, damaged, 'message'))
        if (read !== null) expect(encode(message, read)).toEqual(damaged)
      }
    })

    test('[6] nonsense of the right shape never stops a node', () => {
      for (const seed of seedsFor(lab.scenarios[0]!.nodes)) expect(tellNonsense({ lab, seed })).toBeGreaterThan(0)
    })

    if (weather?.weights.duplicate !== undefined) {
      test('[6] no `always` rule minds messages that come twice, late and again', () => {
        expect(brokenAlways(seedsFor(lab.scenarios[0]!.nodes).map(seed => ({ lab, seed, faults: echoes })))).toEqual([])
      })
    }

    if (lab.liarsMax(lab.scenarios[0]!.nodes) > 0) {
      test('[6] no `always` rule minds as many babblers as it allows', () => {
        const { nodes } = lab.scenarios[0]!
        const experiments = seedsFor(nodes).map(seed => {
          const babblers = namesOf(lab, seed).slice(-lab.liarsMax(nodes))
          return { lab: withBabblers(lab, babblers, seed), seed, faults: babblers.map(betrayed) }
        })
        expect(brokenAlways(experiments)).toEqual([])
      })
    }

    if (weather?.weights.crash !== undefined) {
      test('[7] crashes after any step, restarts, and goes on', () => {
        const broken: string[] = []
        for (const seed of seedsFor(lab.scenarios[0]!.nodes)) attempt(crashedAfterSomeStep(lab, seed), broken)
        expect(broken).toEqual([])
      })
    }

    test('[8] has bounds: effects of a step, bytes of a message, open tickets, and state over a long run', () => {
      const { nodes, load } = lab.scenarios[0]!
      const measured = measure(lab)
      expect(measured.messageBytes).toBeLessThanOrEqual(messageBytesMax)
      expect(measured.effects).toBeLessThanOrEqual(64 + 8 * nodes)
      expect(measured.openTickets).toBeLessThanOrEqual(load?.clients ?? 0)
      expect(measured.partsLate).toBeLessThanOrEqual(1.5 * measured.partsEarly + 64)
    })

    test(`[5] [9] keeps the contract and every rule in all scenarios and storms, ${seedsAsked} seeds each`, () => {
      expect(surveyed().broken).toEqual([])
    })

    test('[9] reaches every hard state that its `sometimes` rules name', () => {
      const named = lab.rules.filter(({ kind }) => kind === 'sometimes').map(({ id }) => id)
      expect(named.filter(id => !surveyed().reached.has(id))).toEqual([])
    })

    test('[10] has no dead words', () => {
      expect(wordsOf(vocabulary).filter(word => !surveyed().words.has(word))).toEqual([])
    })

    test('[11] has a mutant for something, and a rule for each mutant', () => {
      const ids = lab.rules.map(({ id }) => id)
      expect(lab.mutants.length).toBeGreaterThan(0)
      for (const { breaks } of lab.mutants) expect(ids).toContain(breaks)
    })

    for (const { name, breaks } of lab.mutants) {
      test(`[11] [${breaks}] catches the mutant ${name} within ${huntSeedsMax} seeds`, () => {
        expect(hunt(lab, name)).not.toBeNull()
      })
    }
  })
}

/** Everything arrives twice, and the second time up to three seconds late. */
const echoes: readonly TimedFault[] = [
  { atMs: 0, fault: { type: 'reorder', perMille: 0, byMs: 3_000, from: null, to: null } },
  { atMs: 0, fault: { type: 'duplicate', perMille: 1_000, from: null, to: null } },
]

/** Marks a peer as dishonest without a lie of its own: what it says is the babbler's affair. */
const betrayed = (node: PeerId): TimedFault => ({
  atMs: 0,
  fault: { type: 'betray', node, lies: [{ type: 'repeat', message: null, to: null, times: 1 }] },
})

function brokenAlways(experiments: readonly Experiment[]): string[] {
  return experiments.flatMap(experiment =>
    run(experiment).rules.flatMap(({ id, kind, verdict }) =>
      kind === 'always' && verdict.is === 'broken' ? [`seed ${experiment.seed}: [${id}] ${verdict.explanation}`] : [],
    ),
  )
}

/** Saves take their time here, so that some of the crashes hit one in flight. */
function crashedAfterSomeStep(lab: Lab, seed: number): Experiment {
  const random = new SeededRandom(seedFor(seed, 'crash'))
  const { forMs } = lab.scenarios[0]!
  const calm: Experiment = { lab, seed, saveMs: [0, 8] }
  const steps: { readonly atMs: number; readonly node: PeerId }[] = []
  run({ ...calm, forMs: forMs / 2, listen: happening => void (happening.kind === 'step' && steps.push(happening)) })
  const { atMs, node } = random.pick(steps)
  const disk = random.pick(['synced', 'unsynced'] as const)
  const downMs = random.between(1, 1_000)
  return {
    ...calm,
    step: strictStep,
    faults: [
      { atMs: atMs + 0.001, fault: { type: 'crash', node, disk } },
      { atMs: atMs + downMs, fault: { type: 'restart', node } },
    ],
  }
}

const namesOf = (lab: Lab, seed: number): readonly PeerId[] => prepare({ lab, seed }).simulator.members

function refusedOr<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    expect(error).toBeInstanceOf(Malformed)
    return null
  }
}

function once<T>(compute: () => T): () => T {
  let computed: { readonly value: T } | null = null
  return () => (computed ??= { value: compute() }).value
}
