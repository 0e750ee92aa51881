// Bounded exhaustive search: every order of deliveries, losses, timers, crashes, requests and lies in a small cluster,
// through the same `step` as everywhere. Breadth first, so that the first violation found is a shortest one.
//
// Chance is not explored: each step of a node draws from one fixed stream. Clocks stand still, and a timer that is set
// may fire at any time, unless rounds are synchronous. States are told apart by 64 bits; no symmetry is assumed.

import { namesOf, type PeerId } from '../core/ids.ts'
import { clone } from '../core/plain.ts'
import type { Protocol, Request, Vocabulary } from '../core/protocol.ts'
import type { Lie } from '../faults/adversary.ts'
import type { ClusterView } from '../trace/cluster.ts'
import type { Happening } from '../trace/happening.ts'
import { type Move, Moves } from './explore-moves.ts'
import { Seen } from './explore-seen.ts'
import { digestOf, type Memory, type State, StateView, wordsOf } from './explore-state.ts'

/** A claim, whoever makes it. Its memory is plain data, and part of what is explored. */
export interface Law<V extends Vocabulary = any, Node = any, Memory = any> {
  readonly id: string
  memory(): Memory
  /** Judges each thing that happens. */
  hear(memory: Memory, happening: Happening<V>, cluster: ClusterView<Node>): true | string
  /** Judges where nothing can happen any more, if no message was lost and no node crashed. */
  rest(memory: Memory, cluster: ClusterView<Node>): true | string
}

export interface Bounds<V extends Vocabulary = any> {
  /** How many events after all nodes have started. */
  readonly depth: number
  readonly statesMax: number
  readonly drops: number
  readonly duplicates: number
  readonly crashes: number
  /** Asked in this order, each at any moment and of any node. */
  readonly requests: readonly Request<V>[]
  /** Messages arrive before the next timer fires, and timers fire in the order of their delays. */
  readonly isSynchronous: boolean
  /** How many are traitors, whoever they are. */
  readonly liars: number
  /** The alphabet of a traitor: the ways to tell one message. Each message takes each way. */
  lies(traitor: PeerId): readonly (readonly Lie[])[]
}

export const bounds: Bounds = {
  depth: 10,
  // About a gigabyte with the nodes of Raft: what a laptop has to spare.
  statesMax: 1_000_000,
  drops: 0,
  duplicates: 0,
  crashes: 0,
  requests: [],
  isSynchronous: false,
  liars: 0,
  lies: () => [[]],
}

export type ExplorationVerdict =
  | { readonly is: 'broken'; readonly rule: string; readonly explanation: string; readonly trace: readonly Happening[] }
  /** The whole space was seen: there is nothing left that the bounds on faults would allow. */
  | { readonly is: 'holds' }
  /** Nothing was found as far as the search went. */
  | { readonly is: 'unknown'; readonly why: 'depth' | 'states' | 'time' }

export interface Progress {
  readonly states: number
  readonly transitions: number
  /** Every state within so many events was seen, and the search is at those one further. */
  readonly depth: number
}

export interface Exploration extends Progress {
  readonly verdict: ExplorationVerdict
}

export interface ExplorerSetting<V extends Vocabulary, Node> {
  readonly protocol: Protocol<V, Node>
  readonly nodes: number
  readonly laws: readonly Law<V, Node>[]
  readonly bounds: Partial<Bounds<V>>
  /** Asked now and then: out of time, or called off. */
  readonly expired?: (() => boolean) | undefined
  readonly progress?: ((seen: Progress) => void) | undefined
}

export function exploreProtocol<V extends Vocabulary, Node>(setting: ExplorerSetting<V, Node>): Exploration {
  return new Explorer(setting).run()
}

/** How many states between two looks at the time. */
const statesPerLook = 256

interface Opened<V extends Vocabulary, Node> {
  readonly state: State<V, Node>
  /** Its place among all states, in the order they were found. */
  readonly place: number
}

interface Broken {
  readonly rule: string
  readonly explanation: string
}

class Explorer<V extends Vocabulary, Node> {
  readonly #setting: ExplorerSetting<V, Node>
  readonly #bounds: Bounds<V>
  readonly #moves: Moves<V, Node>
  readonly #roots: readonly Move<V, Node>[]
  readonly #view: StateView<V, Node>
  readonly #seen = new Seen()
  /** For each state the place of the one before it, and which of its moves led here: enough to walk the way again. */
  readonly #parents: number[] = []
  readonly #turns: number[] = []
  #transitions = 0
  #level = 0

  constructor(setting: ExplorerSetting<V, Node>) {
    const members = namesOf(setting.nodes)
    this.#setting = setting
    this.#bounds = { ...bounds, ...setting.bounds }
    this.#moves = new Moves(setting.protocol, members, this.#bounds)
    this.#roots = rootsOf(members, setting.laws, this.#bounds)
    this.#view = new StateView(members, this.#roots[0]!.state)
  }

  run(): Exploration {
    let level = this.#roots.map(({ state }, turn) => this.#keep(state, -1, turn))
    for (; level.length > 0; this.#level++) {
      if (this.#level === this.#bounds.depth + this.#setting.nodes)
        return this.#conclude({ is: 'unknown', why: 'depth' })
      const next: Opened<V, Node>[] = []
      for (let index = 0; index < level.length; index++) {
        if (index % statesPerLook === 0 && this.#isCalledOff()) return this.#conclude({ is: 'unknown', why: 'time' })
        const broken = this.#expand(level[index]!, next)
        if (broken !== null) return this.#conclude(broken)
        if (this.#seen.size > this.#bounds.statesMax) return this.#conclude({ is: 'unknown', why: 'states' })
      }
      level = next
    }
    return this.#conclude({ is: 'holds' })
  }

  #isCalledOff(): boolean {
    this.#setting.progress?.(this.#progress)
    return this.#setting.expired?.() ?? false
  }

  get #progress(): Progress {
    const depth = Math.max(0, this.#level - this.#setting.nodes)
    return { states: this.#seen.size, transitions: this.#transitions, depth }
  }

  #conclude(verdict: ExplorationVerdict): Exploration {
    return { verdict, ...this.#progress }
  }

  /** Opens all that may follow a state, and puts what is new at the end of the next level. */
  #expand(from: Opened<V, Node>, next: Opened<V, Node>[]): ExplorationVerdict | null {
    let turn = 0
    for (const move of this.#moves.from(from.state)) {
      this.#transitions++
      const judged = this.#judge(from.state, move)
      if ('rule' in judged) return { is: 'broken', ...judged, trace: [...this.#wayTo(from.place), ...move.happenings] }
      if (this.#seen.add(digestOf(judged))) next.push(this.#keep(judged, from.place, turn))
      turn++
    }
    const broken = turn === 0 ? this.#judgeRest(from.state) : null
    return broken === null ? null : { is: 'broken', ...broken, trace: this.#wayTo(from.place) }
  }

  #keep(state: State<V, Node>, parent: number, turn: number): Opened<V, Node> {
    this.#turns.push(turn)
    return { state, place: this.#parents.push(parent) - 1 }
  }

  /** The state with what the laws remember of it, or the law that is broken. */
  #judge(before: State<V, Node>, { state, happenings }: Move<V, Node>): State<V, Node> | Broken {
    const memories: Memory[] = []
    for (let place = 0; place < this.#setting.laws.length; place++) {
      const law = this.#setting.laws[place]!
      const memory = clone(before.memories[place]!.memory)
      for (let index = 0; index < happenings.length; index++) {
        const isLast = index === happenings.length - 1
        const finding = law.hear(memory, happenings[index]!, this.#view.show(isLast ? state : before))
        if (finding !== true) return { rule: law.id, explanation: finding }
      }
      memories.push({ memory, ...wordsOf(memory) })
    }
    return { ...state, memories }
  }

  #judgeRest(state: State<V, Node>): Broken | null {
    const { drops, crashes } = this.#bounds
    if (state.budgets.drops < drops || state.budgets.crashes < crashes) return null
    for (let place = 0; place < this.#setting.laws.length; place++) {
      const law = this.#setting.laws[place]!
      const finding = law.rest(clone(state.memories[place]!.memory), this.#view.show(state))
      if (finding !== true) return { rule: law.id, explanation: finding }
    }
    return null
  }

  /** All that happened on the way to a state: the way is walked again, turn by turn. */
  #wayTo(place: number): readonly Happening<V>[] {
    const turns: number[] = []
    for (let at = place; at >= 0; at = this.#parents[at]!) turns.unshift(this.#turns[at]!)
    const root = this.#roots[turns[0]!]!
    const way = [...root.happenings]
    let { state } = root
    for (const turn of turns.slice(1)) {
      const move = itemAt(this.#moves.from(state), turn)
      way.push(...move.happenings)
      state = move.state
    }
    return way
  }
}

/** Before anything happened: one state for each choice of the traitors. */
function rootsOf<V extends Vocabulary, Node>(
  members: readonly PeerId[],
  laws: readonly Law<V, Node>[],
  { drops, duplicates, crashes, liars, lies }: Bounds<V>,
): readonly Move<V, Node>[] {
  const memories = laws.map(law => law.memory()).map(memory => ({ memory, ...wordsOf(memory) }))
  const asleep = { node: undefined, durable: undefined, alarms: [], ...wordsOf(null) }
  return choicesOf(members.length, liars).map(traitors => ({
    state: {
      machines: members.map(() => asleep),
      started: 0,
      letters: [],
      memories,
      budgets: { drops, duplicates, crashes },
      asked: 0,
      nowMs: 0,
      traitors: new Set(traitors),
      happenings: traitors.length,
    },
    happenings: traitors.map((place, index) => {
      const node = members[place]!
      return { kind: 'fault', index, atMs: 0, cause: null, fault: { type: 'betray', node, lies: lies(node).flat() } }
    }),
  }))
}

/** All ways to choose so many of the first numbers. */
function choicesOf(among: number, count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]]
  if (among < count) return []
  return [...choicesOf(among - 1, count), ...choicesOf(among - 1, count - 1).map(chosen => [...chosen, among - 1])]
}

function itemAt<T>(items: Iterable<T>, at: number): T {
  let place = 0
  for (const item of items) if (place++ === at) return item
  throw new RangeError(`a state has no move ${at}`)
}
