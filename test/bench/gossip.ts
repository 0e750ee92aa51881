// A rumor among a hundred thousand nodes, in one run of the simulator: how long that takes, and what becomes of it.

import { demers } from '../../src/protocols/gossip/papers.ts'

const nodes = 100_000
/** What is promised: two minutes. */
const secondsMax = 120
/** Push is quiet where there is no news; pull asks everywhere in every cycle, which is the most that gossip does. */
const variants = ['push-feedback-counter', 'pull-feedback-counter'] as const

export function gossipBench(): boolean {
  return variants.map(isQuick).every(Boolean)
}

function isQuick(variant: (typeof variants)[number]): boolean {
  const started = performance.now()
  const figures = demers.measure({ variant, k: 2, n: nodes, fanout: 1 }, 1)
  const seconds = (performance.now() - started) / 1000
  const { residue, traffic, lastArrival } = figures
  console.log(
    `${variant}, k = 2, ${nodes.toLocaleString('en')} nodes:  ${seconds.toFixed(1)} s (at most ${secondsMax} wanted); ` +
      `residue ${residue.toPrecision(2)}, traffic ${traffic.toFixed(2)}, last arrival in cycle ${lastArrival}`,
  )
  return seconds <= secondsMax
}
