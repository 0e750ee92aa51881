// A run in the simulator, steered by hand: the same experiment with the same edits is the same run, anywhere.

import type { Vocabulary } from '../core/protocol.ts'
import { quietNetwork } from '../faults/conditions.ts'
import type { Pending } from '../simulator/pending.ts'
import type { Simulator } from '../simulator/simulator.ts'
import type { Act, Edit } from '../trace/edit.ts'
import type { TraceHeader } from '../trace/trace.ts'
import { type Experiment, prepare } from './experiment.ts'
import { headerOf } from './header.ts'
import type { Lab } from './lab.ts'
import type { Run } from './run.ts'
import { Standings } from './standings.ts'
import { Tape } from './tape/tape.ts'

/**
 * So many happenings and messages are recorded, and then the run goes no further. Each takes up to 1.4 kB, measured with
 * a thousand nodes that all speak to all: half a gigabyte, where a tab may have a few.
 */
export const weightMax = 400_000

export class SimulatedRun<V extends Vocabulary = any, Node = any> implements Run<V, Node> {
  readonly ground = 'simulated'
  readonly isClosed = false
  readonly tape: Tape<V, Node>
  readonly standings: Standings
  readonly endMs: number
  readonly #experiment: Experiment
  readonly #simulator: Simulator<V, Node>
  readonly #edits: Edit<V>[]
  /** For each edit, how many happenings were over when it was made. */
  readonly #editedAt: number[] = []

  constructor(experiment: Experiment) {
    const { simulator, scenario } = prepare(experiment)
    const { storm } = experiment
    this.#experiment = experiment
    this.#simulator = simulator
    this.#edits = [...(experiment.edits ?? [])]
    this.endMs = experiment.forMs ?? scenario.forMs
    const saveMs = scenario.saveMs ?? experiment.saveMs ?? storm?.saveMs ?? [0, 0]
    this.tape = new Tape({
      protocol: simulator.protocol,
      nodes: simulator.members,
      isSimulated: true,
      isDiskSlow: saveMs[1] > 0,
      network: { ...quietNetwork, ...scenario.network },
    })
    this.standings = new Standings(experiment.lab.rules, simulator)
    simulator.watch(happening => {
      while (this.#editedAt.length < simulator.editCount) this.#editedAt.push(happening.index)
      this.tape.add(happening, simulator.eventCount)
      this.standings.hear(happening)
    })
  }

  get lab(): Lab {
    return this.#experiment.lab
  }

  /** All that decides this run: with it, it can be done again. */
  get experiment(): Experiment {
    return { ...this.#experiment, edits: this.#edits }
  }

  get header(): TraceHeader {
    return headerOf({ ...this.experiment, forMs: Math.max(this.endMs, Math.ceil(this.nowMs)) })
  }

  get nowMs(): number {
    return this.#simulator.nowMs
  }

  /** Nothing more will happen in it, for it has become too much to keep. */
  get isFull(): boolean {
    return this.tape.weight >= weightMax
  }

  forward(): boolean {
    if (this.isFull) return false
    const before = this.tape.length
    while (this.tape.length === before) if (!this.#simulator.advance()) return false
    this.#judge()
    return true
  }

  forwardTo(atMs: number): void {
    this.#simulator.runUntil(() => this.isFull, atMs)
    if (this.isFull) return
    this.#simulator.runTo(atMs)
    this.#judge()
  }

  act(act: Act<V>): boolean {
    if (this.isFull) return false
    const edit = { after: this.#simulator.eventCount, atMs: this.#simulator.nowMs, act }
    const place = this.tape.length
    if (!this.#simulator.act(act)) return false
    this.#edits.push(edit)
    if (this.#editedAt.length < this.#edits.length) this.#editedAt.push(place)
    return true
  }

  pending(): readonly Pending<V>[] {
    return this.#simulator.pending()
  }

  /** The same run again, as far as so many happenings, without what was done to it later. */
  again(position: number): SimulatedRun<V, Node> {
    const edits = this.#edits.filter((_, place) => (this.#editedAt[place] ?? Infinity) < position)
    const run = new SimulatedRun<V, Node>({ ...this.#experiment, edits })
    const eventCount = this.tape.eventsAt(position)
    while (run.tape.length < position || run.#simulator.eventCount < eventCount) if (!run.#simulator.advance()) break
    return run
  }

  /** The same run as far as it has come, under a lab that says more of it. */
  under(lab: Lab): SimulatedRun<V, Node> {
    const { eventCount, nowMs } = this.#simulator
    const last = this.#edits.filter(({ after }) => after === eventCount)
    const edits = this.#edits.slice(0, this.#edits.length - last.length)
    const run = new SimulatedRun<V, Node>({ ...this.#experiment, lab, edits })
    while (run.#simulator.eventCount < eventCount) if (!run.#simulator.advance()) break
    for (const { atMs, act } of last) {
      if (run.nowMs < atMs) run.forwardTo(atMs) // where the time went on, all that was due was over
      run.act(act)
    }
    if (run.nowMs < nowMs) run.forwardTo(nowMs)
    run.#judge()
    return run
  }

  #judge(): void {
    if (this.#simulator.nowMs >= this.endMs) this.standings.conclude(this.tape.length)
  }
}
