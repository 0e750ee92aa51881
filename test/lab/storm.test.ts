// Goal: a storm and the list of what it did are the same run. Method: every scenario of every lab, storm after storm.

import { describe, expect, test } from 'vitest'
import { storm } from '../../src/faults/storm.ts'
import { run } from '../../src/lab/experiment.ts'
import { weatherOf } from '../../src/lab/lab.ts'
import { housedLabs } from '../protocols/labs.ts'

const seeds = Array.from({ length: 25 }, (_, place) => place + 1)

describe.each(housedLabs.map(({ folder, lab }) => [folder, lab] as const))('%s', (_name, lab) => {
  const weather = { ...(weatherOf(lab) ?? storm), everyMs: [5, 40], untilMs: 400 } as const
  test.each(lab.scenarios.map(({ name }) => name))(
    'in a storm over %s repeats, step for step, from the faults that struck',
    scenario => {
      for (const seed of seeds) {
        const stormy = run({ lab, scenario, seed, storm: weather, nodes: 5, forMs: 600 })
        const listed = run({ lab, scenario, seed, saveMs: weather.saveMs, faults: stormy.faults, nodes: 5, forMs: 600 })
        expect(listed.digest, `seed ${seed}`).toBe(stormy.digest)
      }
    },
  )
})
