// The reader's place in a run, and the tree of all that was tried: step, play, rewind, act, branch. It does not know
// how any of it is drawn.

import type { RuleReport } from '../checkers/judge.ts'
import type { PeerId } from '../core/ids.ts'
import { clone } from '../core/plain.ts'
import type { Pending } from '../simulator/pending.ts'
import type { Act } from '../trace/edit.ts'
import type { Happening } from '../trace/happening.ts'
import { changedPaths } from './difference.ts'
import type { Lab } from './lab.ts'
import type { Run } from './run.ts'
import { SimulatedRun } from './simulated-run.ts'
import type { Actor } from './tape/actor.ts'
import type { Tape } from './tape/tape.ts'

/** One way that the run went. The first has no parent; each other left its parent at a place, by an act. */
export interface Branch {
  readonly number: number
  readonly parent: number | null
  /** How many happenings it shares with its parent. */
  readonly leftAt: number
  readonly act: Act<any> | null
  readonly run: Run
}

/** Beyond, the oldest branch that nobody stands on is given up. */
export const branchesMax = 24

export class Workbench {
  readonly #listeners = new Set<() => void>()
  readonly #branches: Branch[]
  #branch: Branch
  #position = 0
  /** While a run plays, its time goes on between happenings. */
  #atMs = 0
  #nextNumber = 1
  /** The run as it was at the reader's place, where that is in the past: what was to come then. */
  #shadow: { readonly run: SimulatedRun; readonly branch: Branch; readonly position: number } | null = null

  constructor(run: Run) {
    this.#branch = { number: 0, parent: null, leftAt: 0, act: null, run }
    this.#branches = [this.#branch]
    if (!run.isClosed) this.#meetEveryone(run)
  }

  // Where the reader is

  get run(): Run {
    return this.#branch.run
  }

  get lab(): Lab {
    return this.run.lab
  }

  /** Real peers are under it: it goes on by itself, nobody can hurry it, and what is said is in nobody's hand. */
  get isLive(): boolean {
    return this.run.ground !== 'simulated' && !this.run.isClosed
  }

  get tape(): Tape {
    return this.run.tape
  }

  /** So many happenings are over. */
  get position(): number {
    return this.#position
  }

  get atMs(): number {
    return this.#atMs
  }

  get isAtEnd(): boolean {
    return this.#position === this.tape.length
  }

  /** The last of the happenings that are over. */
  get happening(): Happening | null {
    return this.tape.happenings[this.#position - 1] ?? null
  }

  get members(): readonly PeerId[] {
    return this.tape.membersAt(this.#position)
  }

  get rules(): readonly RuleReport[] {
    return this.run.standings.at(this.#position)
  }

  /** A node at the reader's place. What it shows is not to be changed, nor kept beyond the next question. */
  actor(peer: PeerId): Actor<any, any> {
    return this.tape.actor(peer, this.#position)
  }

  /** Which parts of the node's state the last happening changed. */
  changesOf(peer: PeerId): ReadonlySet<string> {
    const happening = this.happening
    if (happening?.kind !== 'step' || happening.node !== peer) return new Set()
    const before = clone(this.tape.actor(peer, this.#position - 1).node)
    return changedPaths(before, this.actor(peer).node)
  }

  get branches(): readonly Branch[] {
    return this.#branches
  }

  get branch(): Branch {
    return this.#branch
  }

  // Going places

  /** One happening on. False where there is none. */
  step(): boolean {
    if (this.isAtEnd && !this.run.forward()) return false
    return this.goTo(this.#position + 1)
  }

  stepBack(): boolean {
    return this.#position > 0 && this.goTo(this.#position - 1)
  }

  /** To just after the next thing that matters; looks ahead no further than the end of the scenario. */
  stepToDecision(): boolean {
    const { run } = this
    for (;;) {
      const next = run.tape.decisive.find(index => index >= this.#position)
      if (next !== undefined) return this.goTo(next + 1)
      if (run.nowMs >= (run.endMs ?? run.nowMs) || !run.forward()) return false
    }
  }

  stepBackToDecision(): boolean {
    const last = this.tape.decisive.findLast(index => index < this.#position - 1)
    return this.#position > 0 && this.goTo(last === undefined ? 0 : last + 1)
  }

  goTo(position: number): boolean {
    const place = Math.max(0, Math.min(position, this.tape.length))
    this.#position = place
    this.#atMs = this.tape.timeOf(place)
    this.#tell()
    return place === position
  }

  goToTime(atMs: number): void {
    this.#position = this.tape.positionAt(atMs)
    this.#atMs = Math.max(0, Math.min(atMs, this.run.nowMs))
    this.#tell()
  }

  /** Lets so much of the run's time go by; a run on real peers is followed. False once nothing more will happen. */
  play(elapsedMs: number): boolean {
    const { run } = this
    if (this.isLive) return this.isAtEnd || this.goTo(run.tape.length)
    const target = Math.round((this.#atMs + elapsedMs) * 1000) / 1000 // a run counts microseconds
    if (target > run.nowMs) run.forwardTo(target)
    this.#position = run.tape.positionAt(target)
    this.#atMs = Math.min(target, run.nowMs)
    this.#tell()
    return run.nowMs >= target
  }

  /** Takes the run to the end of its scenario, until it is asked to stop. Says whether it got there, or can go no further. */
  playToEnd(isTimeUp: () => boolean): boolean {
    const { run } = this
    const endMs = run.endMs ?? run.nowMs
    let isStuck = false
    while (run.nowMs < endMs && !isStuck && !isTimeUp()) {
      const target = Math.min(endMs, run.nowMs + sliceMs)
      run.forwardTo(target)
      isStuck = run.nowMs < target
    }
    this.goToTime(run.nowMs)
    return run.nowMs >= endMs || isStuck
  }

  /** To the happening that broke a rule first, taking the run no further than it is. */
  goToViolation(): boolean {
    const index = this.run.standings.firstViolation
    return index !== null && this.goTo(index + 1)
  }

  visit(number: number): boolean {
    const branch = this.#branches.find(branch => branch.number === number)
    if (branch === undefined) return false
    this.#branch = branch
    return this.goTo(Math.min(this.#position, branch.run.tape.length))
  }

  /** The same branches under the whole lab: a page shows a run before it has all the rules. */
  complete(lab: Lab): void {
    this.#shadow = null
    this.#branches.forEach((branch, place) => {
      if (!(branch.run instanceof SimulatedRun)) return
      const whole = { ...branch, run: branch.run.under(lab) }
      this.#branches[place] = whole
      if (branch === this.#branch) this.#branch = whole
    })
    this.#tell()
  }

  // Doing things

  /** What is to come, seen from the reader's place. Empty where nobody can know. */
  pending(): readonly Pending[] {
    return this.#here()?.pending() ?? []
  }

  /** Does something here: at the end of the run, or on a new branch of its past. */
  act(act: Act<any>): boolean {
    const run = this.isAtEnd || this.run.ground !== 'simulated' ? this.run : this.#here()
    if (run === null || !run.act(act)) return false
    if (run !== this.run) this.#grow(run, act)
    while (run.tape.length > this.#position && run.tape.happenings[this.#position]!.kind !== 'step') this.#position++
    this.#atMs = Math.max(this.#atMs, run.nowMs)
    this.#tell()
    return true
  }

  /** Hears that something is to be drawn anew. Returns the way to stop. */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** For runs that go on by themselves: more has happened. */
  heard(): void {
    this.#tell()
  }

  /** The run at the reader's place, to be asked or taken elsewhere; null where the past cannot be had again. */
  #here(): Run | null {
    const { run } = this
    if (this.isAtEnd) return run
    if (!(run instanceof SimulatedRun)) return null
    const shadow = this.#shadow
    if (shadow?.branch === this.#branch && shadow.position === this.#position) return shadow.run
    this.#shadow = { run: run.again(this.#position), branch: this.#branch, position: this.#position }
    return this.#shadow.run
  }

  #grow(run: Run, act: Act<any>): void {
    this.#shadow = null
    const parent = this.#branch
    this.#branch = { number: this.#nextNumber++, parent: parent.number, leftAt: this.#position, act, run }
    this.#branches.push(this.#branch)
    if (this.#branches.length <= branchesMax) return
    const place = this.#branches.findIndex(
      ({ number, parent: from }) => number !== 0 && from !== null && number !== parent.number,
    )
    this.#branches.splice(place, 1)
  }

  /** A run begins when everyone is there: a cluster that nobody has started has nothing to show. */
  #meetEveryone(run: Run): void {
    run.forwardTo(0)
    this.#position = run.tape.length
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

/** Of the run's time: after so much of it the clock on the wall is looked at. */
const sliceMs = 100
