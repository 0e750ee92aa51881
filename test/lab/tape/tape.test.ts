// Goal: the tape shows the cluster as it was at any moment. Method: a run is recorded while the simulator's own nodes are
// copied after each happening; the tape, asked in any order, must show the same.

import { describe, expect, test } from 'vitest'
import type { PeerId } from '../../../src/core/ids.ts'
import { clone } from '../../../src/core/plain.ts'
import { quietNetwork } from '../../../src/faults/conditions.ts'
import { type Experiment, prepare } from '../../../src/lab/experiment.ts'
import { type Lab, weatherOf } from '../../../src/lab/lab.ts'
import { Tape } from '../../../src/lab/tape/tape.ts'
import { housedLabs } from '../../protocols/labs.ts'

interface Recorded {
  readonly tape: Tape
  /** A node as it was when so many happenings were over. */
  truth(peer: PeerId, position: number): unknown
}

const forMs = 2_000
const happeningsMax = 20_000

function record(experiment: Experiment): Recorded {
  const { simulator, scenario } = prepare(experiment)
  const tape = new Tape({
    protocol: simulator.protocol,
    nodes: simulator.members,
    isSimulated: true,
    isDiskSlow: experiment.storm != null || (scenario.saveMs?.[1] ?? 0) > 0,
    network: { ...quietNetwork, ...scenario.network },
  })
  const seen = new Map<PeerId, { readonly from: number; readonly node: unknown }[]>()
  simulator.watch(happening => {
    tape.add(happening, simulator.eventCount)
    const peers = happening.kind === 'step' ? [happening.node] : happening.kind === 'fault' ? watched : []
    for (const peer of peers) {
      if (!watched.includes(peer)) continue
      // A crash is told of before it strikes.
      const isDown = happening.kind === 'fault' && happening.fault.type === 'crash' && happening.fault.node === peer
      const entry = { from: happening.index + 1, node: isDown ? undefined : clone(simulator.node(peer)) }
      seen.set(peer, [...(seen.get(peer) ?? []), entry])
    }
  })
  const watched = simulator.members.slice(0, watchedMax)
  simulator.runUntil(() => tape.length >= happeningsMax, forMs)
  return {
    tape,
    truth: (peer, position) => seen.get(peer)?.findLast(({ from }) => from <= position)?.node,
  }
}

const watchedMax = 7

describe.each(housedLabs.map(({ lab }) => [lab.name, lab] as const))('%s', (_, lab: Lab) => {
  const experiments: readonly (readonly [string, Experiment])[] = [
    ...lab.scenarios.slice(0, 4).map(({ name }) => [name, { lab, seed: 3, scenario: name }] as const),
    ['a storm', { lab, seed: 5, storm: weatherOf(lab) }],
  ]

  test.each(experiments)('every node is shown as it was, however the reader jumps about: %s', (_, experiment) => {
    const { tape, truth } = record(experiment)
    const positions = Array.from({ length: 60 }, (_, step) => (step * 7_919) % (tape.length + 1))
    for (const position of [...positions, tape.length, 0, 1]) {
      for (const peer of tape.membersAt(position).slice(0, watchedMax))
        expect(tape.actor(peer, position).node, `${peer} at ${position}`).toEqual(truth(peer, position))
    }
  })

  test.each(experiments)('what is on its way had left, and has not arrived: %s', (_, experiment) => {
    const { tape } = record(experiment)
    for (let step = 0; step < 40; step++) {
      const position = Math.floor((tape.length * step) / 39)
      const expected = tape.arrows.filter(
        ({ sentIndex, end }) => sentIndex < position && (end === null || end.index >= position),
      )
      expect(new Set(tape.onTheWay(position))).toEqual(new Set(expected))
    }
  })

  test.each(experiments)('a stretch holds what was on its way at some time in it, each once: %s', (_, experiment) => {
    const { tape } = record(experiment)
    for (let step = 0; step < 20; step++) {
      const from = Math.floor((tape.length * step) / 20)
      const to = Math.min(tape.length, from + 1 + ((step * 37) % 200))
      const expected = tape.arrows.filter(
        ({ sentIndex, end }) => sentIndex < to && (sentIndex >= from || end === null || end.index >= from),
      )
      const found = tape.arrowsBetween(from, to)
      expect(found).toHaveLength(expected.length)
      expect(new Set(found)).toEqual(new Set(expected))
    }
  })

  test.each(experiments)('each message that was heard is the end of one arrow: %s', (_, experiment) => {
    const { tape } = record(experiment)
    const heard = tape.happenings
      .filter(({ kind }) => kind === 'step')
      .filter(step => (step as any).input.kind === 'message')
    const ends = tape.arrows.flatMap(({ end }) => (end !== null && end.lost === null ? [end.index] : []))
    expect(ends.toSorted((left, right) => left - right)).toEqual(heard.map(({ index }) => index))
  })
})
