// Tables 1 to 3 of Demers et al. 1987: how many never hear, how much is sent, and when the last one hears.

import { peerId } from '../../core/ids.ts'
import { seedFor } from '../../core/random.ts'
import { choice, within } from '../../core/shape.ts'
import { Simulator } from '../../simulator/simulator.ts'
import { type GossipNode, type GossipOptions, gossip } from './protocol.ts'
import { type Variant, variants } from './variant.ts'
import type { Gossip } from './vocabulary.ts'

export interface DemersSettings {
  readonly variant: Variant
  readonly k: number
  readonly n: number
  readonly fanout: number
}

export type DemersFigures = {
  /** The share of sites that never heard. */
  readonly residue: number
  /** Updates sent, for each site. */
  readonly traffic: number
  /** The cycle in which the last site heard, of those that did. */
  readonly lastArrival: number
  /** The mean of these cycles over all sites that heard; the first counts as 0. */
  readonly meanArrival: number
}

/** Longer than three messages take, so that a push, a pull and its feedback are over when the next cycle begins. */
const cycleMs = 100
/** With feedback a rumor may take long to die, but no table comes near this. */
const cyclesMax = 10_000
const key = 'rumor'

export const demers = {
  name: 'demers',
  says: 'One rumor among n sites, one contact per site and cycle: the residue, the traffic per site, and the delays.',
  source: 'Demers et al., Epidemic Algorithms for Replicated Database Maintenance, PODC 1987, tables 1 to 3',
  settings: {
    variant: { shape: choice(...variants), value: 'push-feedback-counter' },
    k: { shape: within(1, 1_000), value: 3 },
    n: { shape: within(2, 1_000_000), value: 1_000 },
    fanout: { shape: within(1, 1_000), value: 1 },
  },
  runs: 20,

  /** All sites turn their cycles at the same moments, and what is said in one is heard in it: the paper's model. */
  measure({ variant, k, n, fanout }: DemersSettings, seed: number): DemersFigures {
    const options: GossipOptions = { variant, k, fanout, everyMs: cycleMs, antiEntropyEveryMs: 0 }
    const first = peerId('n1')
    // Each row draws its own chances: one lucky seed must not favour a whole table.
    const simulator = new Simulator<Gossip, GossipNode>({
      protocol: gossip(options),
      members: n,
      seed: seedFor(seed, variant, k, n, fanout),
    })
    simulator.ask(first, { type: 'spread', key, value: 'news' })
    let informed = 1
    let lastArrival = 0
    let arrivals = 0
    let isSpreading = true
    for (let cycle = 1; isSpreading && cycle <= cyclesMax; cycle++) {
      simulator.runTo((cycle + 1) * cycleMs - 1)
      const now = count(simulator, ({ rumors }) => rumors.has(key))
      if (now > informed) lastArrival = cycle
      arrivals += (now - informed) * cycle
      informed = now
      isSpreading = count(simulator, ({ rumors }) => (rumors.get(key)?.heat.is ?? 'cold') !== 'cold') > 0
    }
    const traffic = simulator.members.reduce((sum, peer) => sum + simulator.node(peer)!.traffic, 0)
    return { residue: (n - informed) / n, traffic: traffic / n, lastArrival, meanArrival: arrivals / informed }
  },

  /** The paper's own, for its thousand sites. */
  published({ variant, k, n, fanout }: DemersSettings): DemersFigures | Record<string, never> {
    if (n !== 1_000 || fanout !== 1) return {}
    return tables[variant]?.[k - 1] ?? {}
  },
}

export const papers = [demers]

const row = (residue: number, traffic: number, meanArrival: number, lastArrival: number): DemersFigures => ({
  residue,
  traffic,
  meanArrival,
  lastArrival,
})

/** By variant, one row for each k from 1. */
const tables: Partial<Record<Variant, readonly DemersFigures[]>> = {
  'push-feedback-counter': [
    row(0.18, 1.7, 11.0, 16.8),
    row(0.037, 3.3, 12.1, 16.9),
    row(0.011, 4.5, 12.5, 17.4),
    row(0.0036, 5.6, 12.7, 17.5),
    row(0.0012, 6.7, 12.8, 17.7),
  ],
  'push-blind-coin': [
    row(0.96, 0.04, 19, 38),
    row(0.2, 1.6, 17, 33),
    row(0.06, 2.8, 15, 32),
    row(0.021, 3.9, 14.1, 32),
    row(0.008, 4.9, 13.8, 32),
  ],
  'pull-feedback-counter': [
    row(0.031, 2.7, 9.97, 17.6),
    row(0.00058, 4.5, 10.07, 15.4),
    row(0.000004, 6.1, 10.08, 14.0),
  ],
}

function count(simulator: Simulator<Gossip, GossipNode>, isCounted: (node: GossipNode) => boolean): number {
  let counted = 0
  for (const peer of simulator.members) if (isCounted(simulator.node(peer)!)) counted++
  return counted
}
