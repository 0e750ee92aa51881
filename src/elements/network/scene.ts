// What the picture of a network shows at the reader's place, as data: who stands how, what is on its way and how far.
// It does not know where anything is drawn.

import type { PeerId } from '../../core/ids.ts'
import { isRecord } from '../../core/shape.ts'
import { heldMs } from '../../lab/held.ts'
import type { SetTimer } from '../../lab/tape/actor.ts'
import type { Arrow } from '../../lab/tape/arrows.ts'
import type { Workbench } from '../../lab/workbench.ts'
import type { LostHappening } from '../../trace/happening.ts'
import { roleOf } from '../../trace/words.ts'

export interface SceneNode {
  readonly peer: PeerId
  readonly role: string | null
  readonly is: 'up' | 'paused' | 'down'
  readonly isHonest: boolean
  readonly isSaving: boolean
  /** The number by which a protocol counts its ages, such as `term 3`; null where it has none. */
  readonly fact: string | null
  /** How much is left of each timer, soonest first. */
  readonly timers: readonly { readonly name: string; readonly share: number }[]
}

/** What was sent from one node to another and is now in about the same place: drawn as one. */
export interface SceneMessage {
  readonly arrow: Arrow
  readonly kind: string
  /** From 0 at the sender to 1 at the receiver. */
  readonly progress: number
  readonly count: number
}

/** What will not arrive, falling off its link: `age` from 0, when it was lost, to 1, when it is out of sight. */
export interface Fallen {
  readonly from: PeerId
  readonly to: PeerId
  readonly kind: string
  readonly progress: number
  readonly age: number
}

export interface Flight {
  readonly messages: readonly SceneMessage[]
  readonly fallen: readonly Fallen[]
  readonly count: number
  /** Of each kind, before what is drawn as one was put together. */
  readonly counts: ReadonlyMap<string, number>
  /** How many have no place in the picture, for there are too many. */
  readonly unplaced: number
}

const timersShownMax = 3
/** Messages of one kind within such a share of a link lie on top of each other. */
const clusterShare = 1 / 24
/** Of more messages on their way, only the first are placed; all are counted. */
export const flyingMax = 5_000
/** What was lost stays in sight for so many times the longest latency of the network. */
const fallingLatencies = 3
const fallingLeastMs = 6
/** What is held hangs on its way, where it can be seen and picked. */
const heldProgress = 0.4
const fallenMax = 40

/** The ages of protocols, best known first. */
const ages = ['term', 'epoch', 'view', 'ballot', 'round', 'height', 'incarnation', 'serial'] as const

/** A dot shows no timers. */
export function nodeAt(bench: Workbench, peer: PeerId, hasTimers = true): SceneNode {
  const actor = bench.actor(peer)
  const { node, is, isHonest, isSaving } = actor
  return {
    peer,
    role: roleOf(node),
    is,
    isHonest,
    isSaving,
    fact: factOf(node),
    timers: hasTimers ? timersOf(actor.timers, bench.atMs) : [],
  }
}

function timersOf(timers: readonly SetTimer[], atMs: number): SceneNode['timers'] {
  return timers
    .toSorted((left, right) => left.dueAtMs - right.dueAtMs)
    .slice(0, timersShownMax)
    .map(({ timer, setAtMs, dueAtMs }) => ({ name: timer.type, share: shareLeft(atMs, setAtMs, dueAtMs) }))
}

export function factOf(node: unknown): string | null {
  if (!isRecord(node)) return null
  const age = ages.find(age => typeof node[age] === 'number')
  return age === undefined ? null : `${age} ${node[age] as number}`
}

/** `dueMs` says when a message will arrive that has not yet; undefined where nobody knows. */
export function flightAt(bench: Workbench, dueMs: (arrow: Arrow) => number | undefined): Flight {
  const counts = new Map<string, number>()
  const clusters = new Map<string, { arrow: Arrow; kind: string; progress: number; count: number }>()
  const all = bench.tape.onTheWay(bench.position)
  for (const [place, arrow] of all.entries()) {
    const kind = arrow.message.type
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
    if (place >= flyingMax) continue
    const arrivesMs = arrow.end?.atMs ?? (all.length > flyingMax ? undefined : dueMs(arrow))
    const progress = progressOf(arrow, bench.atMs, arrivesMs)
    const key = `${arrow.from}>${arrow.to} ${kind} ${Math.floor(progress / clusterShare)}`
    const cluster = clusters.get(key)
    if (cluster === undefined) clusters.set(key, { arrow, kind, progress, count: 1 })
    else cluster.count++
  }
  const unplaced = Math.max(0, all.length - flyingMax)
  return { messages: [...clusters.values()], fallen: fallenAt(bench), count: all.length, counts, unplaced }
}

function progressOf({ sentAtMs }: Arrow, atMs: number, arrivesMs: number | undefined): number {
  if (arrivesMs === undefined) return 0.5
  if (arrivesMs <= sentAtMs) return 1
  if (arrivesMs - sentAtMs >= heldMs) return heldProgress
  return Math.max(0, Math.min(1, (atMs - sentAtMs) / (arrivesMs - sentAtMs)))
}

function fallenAt(bench: Workbench): readonly Fallen[] {
  const { happenings } = bench.tape
  const { highMs } = bench.tape.conditionsAt(bench.position).everywhere
  const lastsMs = highMs >= heldMs ? fallingLeastMs : Math.max(fallingLeastMs, highMs * fallingLatencies)
  const fallen: Fallen[] = []
  for (let place = bench.position - 1; place >= 0 && fallen.length < fallenMax; place--) {
    const happening = happenings[place]!
    const age = (bench.atMs - happening.atMs) / lastsMs
    if (age >= 1) break
    if (happening.kind === 'lost') fallen.push(fall(happening, age))
  }
  return fallen
}

/** The network loses things on their way; who is down or gone loses them at the door. */
function fall({ from, to, message, why }: LostHappening<any>, age: number): Fallen {
  const progress = why === 'down' || why === 'gone' ? 0.9 : 0.45
  return { from, to, kind: message.type, progress, age }
}

function shareLeft(atMs: number, setAtMs: number, dueAtMs: number): number {
  if (dueAtMs <= setAtMs) return 0
  return Math.max(0, Math.min(1, (dueAtMs - atMs) / (dueAtMs - setAtMs)))
}
