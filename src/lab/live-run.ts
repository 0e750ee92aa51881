// A run that goes on by itself: a cluster of real peers, as one page of it sees it. Nobody can hurry it, stop it, or know what
// comes next; what has happened can be looked at from all sides, and is judged as it comes.

import type { PeerId } from '../core/ids.ts'
import type { PlainValue } from '../core/plain-shape.ts'
import type { Protocol, Vocabulary } from '../core/protocol.ts'
import { quietNetwork } from '../faults/conditions.ts'
import type { Cluster } from '../trace/cluster.ts'
import type { Act } from '../trace/edit.ts'
import type { Happening } from '../trace/happening.ts'
import { type TraceHeader, traceFormat } from '../trace/trace.ts'
import type { Lab } from './lab.ts'
import type { Run } from './run.ts'
import { Standings } from './standings.ts'
import { Tape } from './tape/tape.ts'
import { viewOf } from './tape/tape-view.ts'

/** A cluster of real peers that tells all it knows of its past. */
export interface LiveSource<V extends Vocabulary, Node> extends Cluster<V, Node> {
  readonly nodesAtFirst: readonly PeerId[]
  readonly happenings: readonly Happening<V>[]
}

/** What was agreed on before it began. */
export interface LiveChoice {
  readonly scenario: string
  readonly mutant: string | null
  readonly options: Readonly<Record<string, PlainValue>>
}

export interface LiveSetting<V extends Vocabulary, Node> {
  readonly lab: Lab
  readonly protocol: Protocol<V, Node>
  readonly choice: LiveChoice
  readonly source: LiveSource<V, Node>
  /** What it runs on may turn out as it goes: a tab alone may be joined by laptops. */
  readonly ground: () => 'tabs' | 'laptops'
}

/** The head of a trace that real peers recorded: there is no seed that would repeat it. */
export function liveHeader({ lab, source, choice, ground, nowMs }: LiveMoment): TraceHeader {
  return {
    trace: traceFormat,
    protocol: lab.name,
    ...choice,
    nodes: source.nodesAtFirst,
    seed: 0,
    storm: null,
    faults: [],
    edits: [],
    saveMs: null,
    isIdle: true,
    forMs: Math.ceil(nowMs),
    ground,
  }
}

interface LiveMoment {
  readonly lab: Lab
  readonly source: Pick<LiveSource<any, any>, 'nodesAtFirst'>
  readonly choice: LiveChoice
  readonly ground: 'tabs' | 'laptops'
  readonly nowMs: number
}

export class LiveRun<V extends Vocabulary = any, Node = any> implements Run<V, Node> {
  readonly tape: Tape<V, Node>
  readonly standings: Standings
  readonly endMs = null
  readonly #setting: LiveSetting<V, Node>
  readonly #stop: () => void
  #endedMs: number | null = null

  constructor(setting: LiveSetting<V, Node>) {
    const { protocol, source, lab } = setting
    this.#setting = setting
    this.tape = new Tape({
      protocol,
      nodes: source.nodesAtFirst,
      isSimulated: false,
      isDiskSlow: true,
      network: quietNetwork,
    })
    this.standings = new Standings(lab.rules, viewOf(this.tape))
    for (const happening of source.happenings) this.standings.record(happening, this.tape)
    this.#stop = source.watch(happening => this.standings.record(happening, this.tape))
  }

  get lab(): Lab {
    return this.#setting.lab
  }

  get ground(): 'tabs' | 'laptops' {
    return this.#setting.ground()
  }

  get isClosed(): boolean {
    return this.#endedMs !== null
  }

  get nowMs(): number {
    return this.#endedMs ?? this.#setting.source.nowMs
  }

  get header(): TraceHeader {
    return liveHeader({ ...this.#setting, ground: this.ground, nowMs: this.nowMs })
  }

  /** The peers are left: what was recorded stays. */
  close(): void {
    if (this.isClosed) return
    this.#endedMs = this.nowMs
    this.#stop()
    this.standings.conclude(this.tape.length)
  }

  forward(): boolean {
    return false
  }

  forwardTo(): void {} // it goes on by itself

  /** Messages that are on their way are in nobody's hand here. */
  act(act: Act<V>): boolean {
    if (this.isClosed || act.kind === 'meddle') return false
    const { source } = this.#setting
    if (act.kind === 'fault') source.inject(act.fault)
    else source.ask(act.node, act.request)
    return true
  }

  pending(): readonly never[] {
    return []
  }
}
