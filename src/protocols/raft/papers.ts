// Ongaro's thesis, chapter 9: how long an election takes, and how often a vote is split. The protocol is the shipped one.

import { keyValue } from '../../core/machines/key-value.ts'
import { type Range, rangeWithin } from '../../core/range-shape.ts'
import { flag, nat, within } from '../../core/shape.ts'
import { quietNetwork } from '../../faults/conditions.ts'
import type { Fault } from '../../faults/fault.ts'
import { Simulator } from '../../simulator/simulator.ts'
import type { RaftNode } from './node.ts'
import { raft } from './protocol.ts'
import type { Raft } from './vocabulary.ts'

interface Servers {
  readonly servers: number
  /** So many of them never start. */
  readonly down: number
  readonly electionTimeoutMs: Range
  readonly preVote: boolean
}

export interface ElectionSettings extends Servers {
  readonly latencyMs: Range
}

export interface SplitVoteSettings extends Omit<Servers, 'preVote'> {
  /** The same for every message, as in the formula. */
  readonly latencyMs: number
}

interface Won {
  readonly afterMs: number
  readonly inTerm: number
}

/**
 * The paper draws timeouts from the real numbers, a server from whole milliseconds of its clock. So that 150..155 is more than
 * six cases, all clocks of these runs count thousandths.
 */
const ticksPerMs = 1_000
/** Nobody waits longer: a cluster that cannot elect has no figures. */
const patienceMs = 600_000

export const elections = {
  name: 'elections',
  says: 'The mean time from the start until a leader has won, with fresh timers and no time spent on processing.',
  source: 'Ongaro, Consensus: Bridging Theory and Practice, 2014, §9.3; Raft, figure 16',
  settings: {
    servers: { shape: within(1, 101), value: 5 },
    down: { shape: nat, value: 0 },
    electionTimeoutMs: { shape: rangeWithin(1, 60_000), value: [300, 600] },
    latencyMs: { shape: rangeWithin(0, 60_000), value: [30, 40] },
    preVote: { shape: flag, value: false },
  },
  runs: 4_000,

  measure(settings: ElectionSettings, seed: number): { meanMs: number } | Record<string, never> {
    const won = elect(settings, settings.latencyMs, seed)
    return won === null ? {} : { meanMs: won.afterMs }
  },

  /** Digitised from the curves of the thesis. */
  published({ servers, down, electionTimeoutMs, latencyMs, preVote }: ElectionSettings): { meanMs?: number } {
    const isThesis = servers === 5 && !preVote && isRange(electionTimeoutMs, 300, 600) && isRange(latencyMs, 30, 40)
    const meanMs = isThesis ? [430.0, 468.6][down] : undefined
    return meanMs === undefined ? {} : { meanMs }
  },
}

export const splitVote = {
  name: 'split-vote',
  says: 'How often the first election ends without a leader, because too many stood before they heard of each other.',
  source: 'Ongaro, Consensus: Bridging Theory and Practice, 2014, §9.3: the formula for a fixed latency',
  settings: {
    servers: { shape: within(2, 101), value: 5 },
    down: { shape: nat, value: 0 },
    electionTimeoutMs: { shape: rangeWithin(1, 60_000), value: [150, 300] },
    latencyMs: { shape: within(0, 60_000), value: 15 },
  },
  runs: 10_000,

  measure(settings: SplitVoteSettings, seed: number): { splitRate: number } | Record<string, never> {
    const { latencyMs } = settings
    const won = elect({ ...settings, preVote: false }, [latencyMs, latencyMs], seed)
    return won === null ? {} : { splitRate: won.inTerm > 1 ? 1 : 0 }
  },

  /**
   * The first election fails if so many others stand within a latency of the first that the rest is no majority. Of s running
   * servers of n, with l the latency as a share of the timeout range: sum over k from s - floor(n/2) to s of
   * C(s, k) l^k (1 - l)^(s - k).
   */
  published({ servers, down, electionTimeoutMs: [low, high], latencyMs }: SplitVoteSettings): { splitRate?: number } {
    const alive = servers - down
    const others = alive - Math.floor(servers / 2)
    const share = latencyMs / (high - low)
    if (others < 1 || share > 1 || !Number.isFinite(share)) return {}
    let splitRate = 0
    for (let count = others; count <= alive; count++)
      splitRate += choose(alive, count) * power(share, count) * power(1 - share, alive - count)
    return { splitRate }
  },
}

export const papers = [elections, splitVote]

/** Null where those that run are no majority, or never agreed. */
function elect({ servers, down, electionTimeoutMs, preVote }: Servers, latencyMs: Range, seed: number): Won | null {
  if (servers - down <= servers / 2) return null
  const [low, high] = electionTimeoutMs
  const [lowMs, highMs] = latencyMs
  const simulator = new Simulator<Raft, RaftNode>({
    protocol: raft({
      machine: keyValue,
      electionTimeoutMs: [low * ticksPerMs, high * ticksPerMs],
      heartbeatMs: low * ticksPerMs,
      preVote,
    }),
    members: servers,
    seed,
    network: { everywhere: { ...quietNetwork.everywhere, lowMs: lowMs * ticksPerMs, highMs: highMs * ticksPerMs } },
  })
  simulator.runTo(0)
  for (const node of simulator.members.slice(servers - down)) simulator.inject(crashOf(node))
  let inTerm: number | null = null
  simulator.watch(happening => {
    if (happening.kind !== 'step') return
    for (const effect of happening.effects)
      if (effect.kind === 'announce' && effect.event.type === 'becameLeader') inTerm ??= effect.event.term
  })
  simulator.runUntil(() => inTerm !== null, patienceMs * ticksPerMs)
  return inTerm === null ? null : { afterMs: simulator.nowMs / ticksPerMs, inTerm }
}

const crashOf = (node: Extract<Fault, { type: 'crash' }>['node']): Fault => ({ type: 'crash', node, disk: 'synced' })

const isRange = ([low, high]: Range, least: number, most: number): boolean => low === least && high === most

function choose(from: number, count: number): number {
  let ways = 1
  for (let taken = 0; taken < count; taken++) ways = (ways * (from - taken)) / (taken + 1)
  return ways
}

function power(base: number, exponent: number): number {
  let product = 1
  for (let factor = 0; factor < exponent; factor++) product *= base
  return product
}
