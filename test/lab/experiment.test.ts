// Goal: an experiment is all that decides a run. Method: ping, with one part of the experiment changed at a time.

import { describe, expect, test } from 'vitest'
import { peerId } from '../../src/core/ids.ts'
import { storm } from '../../src/faults/storm.ts'
import { type Experiment, NotInLab, prepare, run } from '../../src/lab/experiment.ts'
import { defineLab, weatherOf } from '../../src/lab/lab.ts'
import ping from '../../src/protocols/ping/lab.ts'
import type { Happening } from '../../src/trace/happening.ts'

const base: Experiment = { lab: ping, seed: 1 }

describe('an experiment', () => {
  test('is repeated by its like, and changed by each of its parts', () => {
    const others: readonly Partial<Experiment>[] = [
      {},
      { seed: 2 },
      { scenario: 'closed-lid' },
      { mutant: 'neverSuspects', scenario: 'closed-lid' },
      { nodes: 4 },
      { forMs: 1_000 },
      { options: { everyMs: 100 } },
      { storm },
      { faults: [{ atMs: 700, fault: { type: 'crash', node: peerId('n1'), disk: 'lost' } }] },
      { saveMs: [1, 9] },
    ]
    const digests = others.map(other => run({ ...base, ...other }).digest)
    expect(new Set(digests).size).toBe(others.length)
    expect(others.map(other => run({ ...base, ...other }).digest)).toEqual(digests)
  })

  test('takes the first scenario where none is named', () => {
    expect(run(base).digest).toBe(run({ ...base, scenario: 'calm' }).digest)
    expect(prepare(base).scenario.name).toBe('calm')
  })

  test('overrules the mutant’s options, which overrule the scenario’s', () => {
    const seen: unknown[] = []
    const note = (options: object) => {
      seen.push(options)
      return ping.protocol(options)
    }
    const lab = {
      ...ping,
      scenarios: [{ ...ping.scenarios[0]!, options: { everyMs: 1, patienceMs: 1 } }],
      mutants: [{ name: 'slow', says: '', breaks: 'R1', options: { patienceMs: 2 }, protocol: note }],
    }
    prepare({ lab, seed: 1, mutant: 'slow', options: { everyMs: 3 } })
    expect(seen).toEqual([{ everyMs: 3, patienceMs: 2 }])
  })

  test.each<[Partial<Experiment>, string]>([
    [{ scenario: 'party' }, "scenario: expected one of calm, closed-lid, one-way, slow-answers, got 'party'"],
    [{ mutant: 'perfect' }, "mutant: expected one of takesOldAnswers, forgetsItsRound, neverSuspects, got 'perfect'"],
  ])('names what the lab does not have: %o', (other, problem) => {
    expect(() => run({ ...base, ...other })).toThrow(new NotInLab(problem))
  })
})

describe('a report', () => {
  test('counts what happened', () => {
    const heard: Happening[] = []
    const { counts } = run({ ...base, scenario: 'one-way', listen: happening => heard.push(happening) })
    const kinds = (kind: string) => heard.filter(happening => happening.kind === kind).length
    expect(counts).toMatchObject({
      happenings: heard.length,
      steps: kinds('step'),
      lost: kinds('lost'),
      faults: 2,
      operations: 0,
    })
    expect(counts.messages).toBeGreaterThan(0)
  })

  test('lists the faults that struck: with these the run repeats without its storm', () => {
    const stormy = run({ ...base, storm, forMs: 9_000 })
    expect(stormy.faults.length).toBeGreaterThan(10)
    const { saveMs } = storm
    const scripted = run({ ...base, faults: stormy.faults, saveMs, forMs: 9_000 })
    expect(scripted).toEqual(stormy)
  })

  test('comes early where the run stops at the first broken rule', () => {
    const broken = { ...base, mutant: 'takesOldAnswers', scenario: 'slow-answers' }
    const [whole, stopped] = [run(broken), run({ ...broken, stopsWhenBroken: true })]
    const verdict = (report: typeof whole) => report.rules.find(({ id }) => id === 'R1')!.verdict
    expect(verdict(stopped)).toEqual(verdict(whole))
    expect(stopped.counts.happenings).toBe((verdict(stopped) as { at: number }).at + 1)
    expect(stopped.counts.happenings).toBeLessThan(whole.counts.happenings)
  })
})

describe('the weather of a lab', () => {
  test('is any storm, unless it says otherwise', () => {
    expect(weatherOf(ping)).toBe(storm)
    expect(weatherOf(defineLab({ ...ping, weather: null }))).toBeNull()
  })
})
