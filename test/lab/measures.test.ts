// Goal: what is counted of a run is what happened in it. Method: ping and Raft, counted again by hand.

import { describe, expect, test } from 'vitest'
import type { Experiment } from '../../src/lab/experiment.ts'
import { type Measured, measure, nodesMax, numbersMax, numbersOf, spansMax } from '../../src/lab/measures.ts'
import { SimulatedRun } from '../../src/lab/simulated-run.ts'
import { Workbench } from '../../src/lab/workbench.ts'
import ping from '../../src/protocols/ping/lab.ts'
import raft from '../../src/protocols/raft/lab.ts'

function played(experiment: Partial<Experiment>, forMs: number): Workbench {
  const bench = new Workbench(new SimulatedRun({ lab: ping, seed: 2, ...experiment }))
  bench.play(forMs)
  return bench
}

function measured(bench: Workbench, number: string | null = null): Measured {
  const stretches = measure(bench, number)
  for (;;) {
    const stretch = stretches.next()
    if (stretch.done === true) return stretch.value
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

describe('what is counted', () => {
  test('is every message, once, in the span in which it left', () => {
    const bench = played({}, 3_000)
    const { sent, ends } = measured(bench)
    expect(sum(sent)).toBe(bench.tape.arrows.length)
    sent.forEach((count, span) => {
      const [from, to] = [ends[span - 1] ?? 0, ends[span]!]
      const inside = bench.tape.arrows.filter(({ sentAtMs }) => sentAtMs >= from && sentAtMs < to)
      if (span < spansMax - 1) expect(count).toBe(inside.length)
    })
  })

  test('ends where the reader is, wherever the run has come', () => {
    const bench = played({}, 3_000)
    bench.goToTime(1_000)
    const { sent, ends, inTheAir } = measured(bench)
    expect(ends.at(-1)).toBeCloseTo(1_000)
    expect(sum(sent)).toBe(bench.tape.arrows.filter(({ sentIndex }) => sentIndex < bench.position).length)
    expect(inTheAir.at(-1)).toBe(bench.tape.onTheWay(bench.position).length)
  })

  test('are the losses too, and bytes as they go over a wire', () => {
    const bench = played({}, 500)
    bench.act({ kind: 'fault', fault: { type: 'loss', perMille: 1_000, from: null, to: null } })
    bench.play(2_000)
    const { lost, bytes, sent } = measured(bench)
    expect(sum(lost)).toBe(bench.tape.happenings.filter(({ kind }) => kind === 'lost').length)
    expect(sum(lost)).toBeGreaterThan(0)
    bytes.forEach((count, span) => void expect(count >= sent[span]!).toBe(true))
  })
})

describe('the numbers of nodes', () => {
  test('are found by themselves, also one level down, and how many there are of what is many', () => {
    const node = {
      term: 3,
      role: { is: 'leader', since: 9 },
      log: { entries: [1, 2], at: { deep: 1 } },
      seen: new Set([1]),
    }
    expect([...numbersOf(node)]).toEqual([
      ['term', 3],
      ['role.since', 9],
      ['log.entries: count', 2],
      ['seen: count', 1],
    ])
    expect(numbersOf(Object.fromEntries(Array.from({ length: 99 }, (_, place) => [`n${place}`, place]))).size).toBe(
      numbersMax,
    )
    for (const nothing of [undefined, null, 'text', 7n, [1, 2]]) expect(numbersOf(nothing).size).toBe(0)
  })

  test('are those that each node held at the end of each span, and none while it was down', () => {
    const bench = played({ lab: raft }, 1_500)
    bench.act({ kind: 'fault', fault: { type: 'crash', node: bench.members[1]!, disk: 'synced' } })
    bench.play(1_500)
    const { held, ends } = measured(bench, 'term')
    expect([...held.keys()]).toEqual(bench.members)
    for (const [peer, values] of held)
      for (const span of [0, 20, 39, 60, spansMax - 1]) {
        const node = bench.tape.actor(peer, bench.tape.positionAt(ends[span]!)).node
        expect(values[span]).toBe(node?.term ?? null)
      }
    expect(held.get(bench.members[1]!)!.at(-1)).toBeNull()
  })

  test('are asked of so many nodes and no more', () => {
    expect(measured(played({ nodes: nodesMax + 5, isIdle: true }, 1), 'serial').held.size).toBe(nodesMax)
  })
})
