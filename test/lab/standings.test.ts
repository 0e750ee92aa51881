// Goal: the rules beside a run that is rewound say what was known at each moment. Method: small rules over a made-up run.

import { expect, test } from 'vitest'
import { rulesFor } from '../../src/checkers/rule.ts'
import { Standings } from '../../src/lab/standings.ts'
import type { ClusterView } from '../../src/trace/cluster.ts'
import type { Happening } from '../../src/trace/happening.ts'

const { always, eventually, sometimes } = rulesFor<any, any>()
const cluster: ClusterView<unknown> = { members: [], core: [], nowMs: 0, node: () => undefined, isHonest: () => true }
const memory = () => ({ heard: 0 })
const breaksAt3 = always({ id: 'R1', says: 'a', memory, check: (_, { index }) => index !== 3 || 'it was the third' })
const reachedAt1 = sometimes({ id: 'R2', says: 'b', memory, check: (_, { index }) => index === 1 })
const countsFive = eventually({
  id: 'R3',
  says: 'c',
  memory,
  observe: memory => void memory.heard++,
  check: ({ heard }) => heard === 5 || `heard ${heard}`,
})

function standingsAfter(length: number): Standings {
  const standings = new Standings([breaksAt3, reachedAt1, countsFive], cluster)
  for (let index = 0; index < length; index++)
    standings.hear({ kind: 'fault', index, atMs: index, cause: null, fault: { type: 'heal' } } satisfies Happening)
  return standings
}

const wordsAt = (standings: Standings, position: number) => standings.at(position).map(({ verdict }) => verdict.is)

test('a verdict is there from the happening that showed it, and not before', () => {
  const standings = standingsAfter(5)
  expect(wordsAt(standings, 1)).toEqual(['holds', 'unknown', 'unknown'])
  expect(wordsAt(standings, 2)).toEqual(['holds', 'holds', 'unknown'])
  expect(wordsAt(standings, 3)).toEqual(['holds', 'holds', 'unknown'])
  expect(wordsAt(standings, 4)).toEqual(['broken', 'holds', 'unknown'])
})

test('the end is judged at the end alone, and again at another', () => {
  const standings = standingsAfter(4)
  standings.conclude(4)
  expect(standings.at(4)[2]!.verdict).toEqual({ is: 'broken', explanation: 'heard 4', at: null })
  standings.hear({ kind: 'fault', index: 4, atMs: 4, cause: null, fault: { type: 'heal' } })
  standings.conclude(5)
  expect(wordsAt(standings, 5)).toEqual(['broken', 'holds', 'holds'])
  expect(wordsAt(standings, 4)).toEqual(['broken', 'holds', 'unknown'])
})

test('the first violation is known wherever the reader stands', () => {
  expect(standingsAfter(3).firstViolation).toBeNull()
  expect(standingsAfter(9).firstViolation).toBe(3)
})
