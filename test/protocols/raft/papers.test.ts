// Goal: the shipped Raft, in the simulator, elects as fast as the thesis measured, and splits as many votes as its formula
// says. Method: runs by seed, compared within 3 % or within three standard errors.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import lab from '../../../src/protocols/raft/lab.ts'
import {
  type ElectionSettings,
  elections,
  type SplitVoteSettings,
  splitVote,
} from '../../../src/protocols/raft/papers.ts'
import { describeGroundTruth } from '../../ground-truth.ts'

const thesis: ElectionSettings = {
  servers: 5,
  down: 0,
  electionTimeoutMs: [300, 600],
  latencyMs: [30, 40],
  preVote: false,
}
const formula: SplitVoteSettings = { servers: 5, down: 0, electionTimeoutMs: [150, 300], latencyMs: 15 }

describe('how long an election takes (thesis §9.3)', { timeout: 60_000 }, () => {
  test.each([0, 1])('is within 3 %% of the thesis with %i of five servers down', down => {
    const settings = { ...thesis, down }
    const { meanMs } = elections.published(settings)
    expect(Math.abs(meanElection(settings) - meanMs!)).toBeLessThan(0.03 * meanMs!)
  })

  test('grows with each server that is down, and with pre-vote by one more round', () => {
    const [none, one, two] = [0, 1, 2].map(down => meanElection({ ...thesis, down }, 1_000)) as [number, number, number]
    expect(one).toBeGreaterThan(none)
    expect(two).toBeGreaterThan(one)
    expect(meanElection({ ...thesis, preVote: true }, 1_000)).toBeGreaterThan(none + 50)
  })

  test('has no figure where no majority runs', () => {
    expect(elections.measure({ ...thesis, down: 3 }, 1)).toEqual({})
  })

  test('the thesis is silent on other clusters, other timeouts and other networks', () => {
    expect(elections.published({ ...thesis, down: 2 })).toEqual({})
    expect(elections.published({ ...thesis, servers: 7 })).toEqual({})
    expect(elections.published({ ...thesis, electionTimeoutMs: [150, 300] })).toEqual({})
    expect(elections.published({ ...thesis, latencyMs: [30, 41] })).toEqual({})
    expect(elections.published({ ...thesis, preVote: true })).toEqual({})
  })
})

describe('how often a vote is split (thesis §9.3)', { timeout: 60_000 }, () => {
  test.each([
    formula,
    { ...formula, down: 1 },
    { ...formula, down: 2 },
    { ...formula, latencyMs: 60 },
    { servers: 9, down: 2, electionTimeoutMs: [150, 200] as const, latencyMs: 15 },
    { servers: 4, down: 0, electionTimeoutMs: [300, 330] as const, latencyMs: 10 },
  ])('is within three standard errors of the formula for %o', settings => {
    const { splitRate } = splitVote.published(settings)
    const runs = 2_000
    const standardError = Math.sqrt((splitRate! * (1 - splitRate!)) / runs)
    expect(Math.abs(meanSplit(settings, runs) - splitRate!)).toBeLessThan(3 * standardError)
  })

  test('the formula says nothing where a message takes longer than the range of the timeouts', () => {
    expect(splitVote.published({ ...formula, latencyMs: 151 })).toEqual({})
    expect(splitVote.published({ ...formula, electionTimeoutMs: [150, 150] })).toEqual({})
    expect(splitVote.published({ ...formula, down: 3 })).toEqual({})
  })
})

test('both are found by the lab', async () => {
  expect((await lab.papers!()).papers.map(({ name }) => name)).toEqual(['elections', 'split-vote'])
})

describeGroundTruth('the thesis, as others digitised it', 'raft-election', path => {
  const { availsim } = JSON.parse(readFileSync(join(path, 'elections.json'), 'utf8')) as {
    readonly availsim: Readonly<Record<string, { readonly mean_ms: number }>>
  }

  test.each(Object.entries(availsim))('gives the same mean for %s', (name, { mean_ms }) => {
    const down = Number(name.replace('failed=', ''))
    expect(elections.published({ ...thesis, down })).toEqual({ meanMs: mean_ms })
  })
})

function meanElection(settings: ElectionSettings, runs = 2_000): number {
  let sum = 0
  for (let seed = 1; seed <= runs; seed++) sum += elections.measure(settings, seed).meanMs!
  return sum / runs
}

function meanSplit(settings: SplitVoteSettings, runs: number): number {
  let sum = 0
  for (let seed = 1; seed <= runs; seed++) sum += splitVote.measure(settings, seed).splitRate!
  return sum / runs
}
