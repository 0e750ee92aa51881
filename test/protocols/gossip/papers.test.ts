// Goal: the shipped protocol, run in the simulator, gives the tables of Demers et al. 1987. Method: runs of each row,
// compared to within three standard errors and half of the last digit that the paper prints.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import lab from '../../../src/protocols/gossip/lab.ts'
import { type DemersFigures, type DemersSettings, demers } from '../../../src/protocols/gossip/papers.ts'
import { type Variant, variants } from '../../../src/protocols/gossip/variant.ts'
import { describeGroundTruth } from '../../ground-truth.ts'

const n = 1_000
const limitMs = 60_000

type Figure = keyof DemersFigures

const published: readonly (readonly [Variant, ks: readonly number[], agrees: readonly Figure[]])[] = [
  ['push-feedback-counter', [1, 2, 3, 4, 5], ['residue', 'traffic', 'lastArrival']],
  ['push-blind-coin', [1, 2, 3, 4, 5], ['residue', 'traffic', 'lastArrival']],
  ['pull-feedback-counter', [1, 2, 3], ['residue', 'traffic', 'lastArrival', 'meanArrival']],
]

describe('the tables of the paper', { timeout: limitMs }, () => {
  for (const [variant, ks, figures] of published) {
    for (const k of ks) {
      const settings = { variant, k, n, fanout: 1 }
      test(`${variant} with k = ${k}: ${figures.join(', ')} (tables 1 to 3)`, () => {
        const paper = demers.published(settings) as DemersFigures
        for (const figure of figures) expectAgreement(measured(settings), figure, paper[figure])
      })
    }
  }

  test('one cycle more or less, or one contact in ten, would be noticed', () => {
    const settings = { variant: 'push-feedback-counter', k: 3, n, fanout: 1 } as const
    const all = measured(settings)
    expect(() => expectAgreement(all, 'lastArrival', 18.4)).toThrow()
    expect(() => expectAgreement(all, 'traffic', 4.1)).toThrow()
    expect(() => expectAgreement(all, 'residue', 0.0036)).toThrow()
  })

  test('the paper is silent on other sizes, other fan-outs, other k and other variants', () => {
    const { variant, k } = { variant: 'push-feedback-counter', k: 3 } as const
    expect(demers.published({ variant, k, n: 999, fanout: 1 })).toEqual({})
    expect(demers.published({ variant, k, n, fanout: 2 })).toEqual({})
    expect(demers.published({ variant, k: 6, n, fanout: 1 })).toEqual({})
    expect(demers.published({ variant: 'pull-blind-coin', k, n, fanout: 1 })).toEqual({})
  })

  test('are found by the lab', async () => {
    expect((await lab.papers!()).papers.map(({ name }) => name)).toEqual(['demers'])
  })
})

describeGroundTruth('table 1, as others wrote it down', 'epidemic', path => {
  const { k: rows } = JSON.parse(readFileSync(join(path, 'demers.json'), 'utf8')).table1_push_feedback_counter
  for (const [k, row] of Object.entries<Record<string, number>>(rows)) {
    test(`k = ${k}`, { timeout: limitMs }, () => {
      const all = measured({ variant: 'push-feedback-counter', k: Number(k), n, fanout: 1 })
      expectAgreement(all, 'residue', row.residue!)
      expectAgreement(all, 'traffic', row.traffic!)
      expectAgreement(all, 'lastArrival', row.t_last!)
    })
  }
})

describe('every variant', { timeout: limitMs }, () => {
  const few = (variant: Variant, k: number, fanout = 1): DemersFigures => {
    const all = [1, 2, 3].map(seed => demers.measure({ variant, k, n: 300, fanout }, seed))
    return { ...all[0]!, residue: mean(all, 'residue'), traffic: mean(all, 'traffic') }
  }

  test('leaves less residue for more traffic as k grows', () => {
    for (const variant of variants) {
      const [less, more] = [few(variant, 1), few(variant, 4)]
      expect(more.residue, variant).toBeLessThanOrEqual(less.residue)
      expect(more.traffic, variant).toBeGreaterThan(less.traffic)
    }
  })

  test('is faster with a larger fan-out', () => {
    expect(few('push-feedback-counter', 3, 3).meanArrival).toBeLessThan(few('push-feedback-counter', 3).meanArrival - 2)
  })
})

const known = new Map<string, readonly DemersFigures[]>()

function measured(settings: DemersSettings): readonly DemersFigures[] {
  const name = `${settings.variant} ${settings.k}`
  const all = known.get(name) ?? Array.from({ length: demers.runs }, (_, index) => demers.measure(settings, index + 1))
  known.set(name, all)
  return all
}

function expectAgreement(all: readonly DemersFigures[], figure: Figure, paper: number): void {
  const ours = mean(all, figure)
  const variance = all.reduce((sum, run) => sum + (run[figure] - ours) ** 2, 0) / (all.length - 1)
  // So few sites are left in some rows that our runs may see none: then chance has at least the spread of counting.
  const counting = figure === 'residue' ? paper / n : 0
  const error = Math.sqrt(Math.max(variance, counting) / all.length)
  expect(Math.abs(ours - paper), `${figure}: ${ours} beside ${paper}`).toBeLessThanOrEqual(3 * error + halfDigit(paper))
}

/** Half of the last digit that the number is printed with: 0.037 stands for 0.0365 to 0.0375. */
function halfDigit(printed: number): number {
  const [digits, exponent = '0'] = `${printed}`.split('e')
  const decimals = digits!.split('.')[1]?.length ?? 0
  return 0.5 * 10 ** (Number(exponent) - decimals)
}

function mean(all: readonly DemersFigures[], figure: Figure): number {
  return all.reduce((sum, run) => sum + run[figure], 0) / all.length
}
