// Bad weather: faults drawn from a seed, one after another, and the clearing that follows.
//
// A storm has two phases. While it rages, safety must hold. Then a random majority is healed, the rest is left as
// broken as it happens to be, for good, and progress is demanded of that core.

import type { PeerId } from '../core/ids.ts'
import type { Random } from '../core/random.ts'
import type { Fault } from './fault.ts'

export interface Storm {
  /** Pause between two faults. */
  readonly everyMs: readonly [low: number, high: number]
  /** When the storm is over and the core is healed. */
  readonly untilMs: number
  /** How likely each kind is, against the others. A kind left out does not happen. */
  readonly weights: Readonly<Partial<Record<Fault['type'], number>>>
  /** In a thousand: the chance that a node crashes while it is saving, which is where protocols break. */
  readonly crashWhileSavingPerMille: number
  /** How long a save takes to reach the disk. */
  readonly saveMs: readonly [low: number, high: number]
  /** How many may be down or paused at once; beyond, one is brought back instead. */
  readonly downMax: number
}

/** Crash recovery with a disk, an asynchronous network, and clocks that lie a little. */
export const storm: Storm = {
  everyMs: [20, 400],
  untilMs: 8_000,
  weights: {
    partition: 4,
    cut: 3,
    heal: 3,
    loss: 2,
    delay: 2,
    duplicate: 2,
    reorder: 2,
    crash: 5,
    restart: 6,
    pause: 2,
    resume: 3,
    skew: 1,
    drift: 1,
    slow: 1,
  },
  crashWhileSavingPerMille: 4,
  saveMs: [0, 8],
  downMax: 5,
}

/** What a storm looks at before it strikes. */
export interface Situation {
  readonly members: readonly PeerId[]
  readonly down: readonly PeerId[]
  readonly paused: readonly PeerId[]
}

/** The next blow, or null where the drawn kind has nothing to hit. */
export function drawFault(storm: Storm, situation: Situation, random: Random): Fault | null {
  const { members, down, paused } = situation
  const up = members.filter(member => !down.includes(member))
  const running = up.filter(member => !paused.includes(member))
  const isFull = down.length + paused.length >= storm.downMax
  switch (drawKind(storm, random)) {
    case 'partition':
      return { type: 'partition', groups: split(random.shuffle(members), random) }
    case 'cut':
      return { type: 'cut', ...drawLink(members, random) }
    case 'mend':
      return { type: 'mend', ...drawLink(members, random) }
    case 'heal':
      return { type: 'heal' }
    case 'loss':
      return { type: 'loss', perMille: random.pick([0, 20, 100, 300]), from: null, to: null }
    case 'delay': {
      const lowMs = random.pick([1, 1, 5, 20, 60])
      return { type: 'delay', lowMs, highMs: lowMs + random.pick([1, 5, 50, 200]), from: null, to: null }
    }
    case 'duplicate':
      return { type: 'duplicate', perMille: random.pick([0, 50, 300]), from: null, to: null }
    case 'reorder':
      return {
        type: 'reorder',
        perMille: random.pick([0, 50, 300]),
        byMs: random.pick([20, 100, 500]),
        from: null,
        to: null,
      }
    case 'crash':
      if (running.length === 0 || isFull) return null
      return { type: 'crash', node: random.pick(running), disk: random.chance(0.5) ? 'synced' : 'unsynced' }
    case 'restart':
      return down.length > 0 ? { type: 'restart', node: random.pick(down) } : null
    case 'pause':
      return running.length === 0 || isFull ? null : { type: 'pause', node: random.pick(running) }
    case 'resume':
      return paused.length > 0 ? { type: 'resume', node: random.pick(paused) } : null
    case 'skew':
      return { type: 'skew', node: random.pick(members), byMs: random.between(-500, 500) }
    case 'drift':
      return { type: 'drift', node: random.pick(members), perMillion: random.between(-20_000, 20_000) }
    case 'slow':
      return { type: 'slow', node: random.pick(members), byMs: random.pick([0, 0, 5, 30]) }
    default:
      return null
  }
}

/** Heals a random majority and leaves the others outside for good. */
export function clearing({ members, down, paused }: Situation, random: Random): readonly Fault[] {
  const majority = Math.floor(members.length / 2) + 1
  const core = random.shuffle(members).slice(0, random.between(majority, members.length))
  const faults: Fault[] = [{ type: 'heal' }, { type: 'partition', groups: [core] }]
  for (const node of members) {
    faults.push({ type: 'slow', node, byMs: 0 }, { type: 'drift', node, perMillion: 0 })
  }
  for (const node of core) {
    if (paused.includes(node)) faults.push({ type: 'resume', node })
    if (down.includes(node)) faults.push({ type: 'restart', node })
  }
  return faults
}

function drawKind({ weights }: Storm, random: Random): Fault['type'] {
  const kinds = Object.entries(weights) as [Fault['type'], number][]
  let rest = random.unit() * kinds.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [kind, weight] of kinds) {
    rest -= weight
    if (rest < 0) return kind
  }
  return kinds.at(-1)![0]
}

function drawLink(members: readonly PeerId[], random: Random): { readonly from: PeerId; readonly to: PeerId } {
  const [from, to] = random.shuffle(members)
  return { from: from!, to: to ?? from! }
}

function split(members: readonly PeerId[], random: Random): readonly (readonly PeerId[])[] {
  const at = random.between(1, Math.max(1, members.length - 1))
  return [members.slice(0, at), members.slice(at)]
}
