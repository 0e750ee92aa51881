// Check 12 of the design: over links and clocks of real peers every protocol keeps the rules that it keeps in the simulator, with
// its clients, on three pages and while messages get lost, where its model allows that; and no node strays from its protocol.

import { afterEach, describe, expect, it } from 'vitest'
import { prepare } from '../../../src/lab/experiment.ts'
import { weatherOf } from '../../../src/lab/lab.ts'
import { housedLabs } from '../../protocols/labs.ts'
import { eventually } from '../eventually.ts'
import { type Page, Pages } from './pages.ts'
import { recordedBy } from './recorded-by.ts'

const pages = new Pages()
afterEach(() => pages.close())

/** Enough for rounds, elections and answers, short beside a test. */
const happeningsWanted = 400
const runMs = 1500

describe.each(housedLabs)('$folder on real peers', ({ lab }) => {
  it('keeps its rules, and each page’s record is a run of it', async () => {
    const { scenario, simulator } = prepare({ lab, seed: 1, isIdle: true })
    const nodes = Math.min(simulator.members.length, 7)
    const wishes = { name: lab.name, nodes, protocol: () => simulator.protocol }
    const all: Page<any, any>[] = []
    // A node moves by a crash and a restart: a protocol that bears neither has all its nodes on one page.
    const names = weatherOf(lab) === null ? ['ann'] : ['ann', 'bob', 'cyd']
    for (const name of names) all.push(await pages.open(name, wishes))
    const ann = all[0]!.cluster
    if (scenario.load !== undefined) ann.startClients(scenario.load)
    if (weatherOf(lab) !== null) all.at(-1)!.cluster.inject({ type: 'loss', perMille: 50, from: null, to: null })
    await eventually(() => ann.nowMs >= runMs || ann.happenings.length > happeningsWanted).toBe(true)
    const heard = ann.happenings.length
    for (const { cluster } of all) await eventually(() => cluster.happenings.length).toBeGreaterThanOrEqual(heard)
    for (const { cluster, troubles } of all) {
      expect(troubles).toEqual([])
      const run = recordedBy(cluster, lab)
      expect(run.divergence).toBe(null)
      const always = new Set(lab.rules.filter(({ kind }) => kind === 'always').map(({ id }) => id))
      const reports = run.standings.at(run.tape.length).filter(({ id }) => always.has(id))
      expect(reports.filter(({ verdict }) => verdict.is === 'broken')).toEqual([])
      expect(reports.length).toBeGreaterThan(0)
    }
  })
})
