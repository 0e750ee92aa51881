// All that may happen next in a state: each delivery, timer, request, crash, restart and lie, one at a time.

import { assert } from '../core/assert.ts'
import type { PeerId, Ticket } from '../core/ids.ts'
import { Members } from '../core/peers.ts'
import { clone } from '../core/plain.ts'
import type { Effect, Input, Protocol, Request, Vocabulary } from '../core/protocol.ts'
import { type RandomState, SeededRandom, seedFor } from '../core/random.ts'
import { Surroundings, step } from '../core/step.ts'
import { adversary } from '../faults/adversary.ts'
import type { Fault } from '../faults/fault.ts'
import type { Happening } from '../trace/happening.ts'
import type { Bounds } from './explore.ts'
import { type Letter, type Machine, type State, type Words, wordsOf } from './explore-state.ts'

/** In how many ways one step of a traitor may be told: beyond, nothing would ever end. */
export const performancesMax = 65_536

/** A state after one more event, before any law has judged what happened. */
export interface Move<V extends Vocabulary, Node> {
  readonly state: State<V, Node>
  readonly happenings: readonly Happening<V>[]
}

type Change<V extends Vocabulary, Node> = Partial<Pick<State<V, Node>, 'letters' | 'budgets' | 'asked' | 'nowMs'>>

export class Moves<V extends Vocabulary, Node> {
  readonly #protocol: Protocol<V, Node>
  readonly #members: readonly PeerId[]
  readonly #bounds: Bounds<V>
  readonly #surroundings: readonly Surroundings<V>[]
  /** Every step of a node draws from the same stream: chance is no input that is explored. */
  readonly #random: readonly RandomState[]

  constructor(protocol: Protocol<V, Node>, members: readonly PeerId[], bounds: Bounds<V>) {
    this.#protocol = protocol
    this.#members = members
    this.#bounds = bounds
    const all = new Members(members)
    this.#surroundings = members.map(member => new Surroundings<V>(member, all.others(member)))
    this.#random = members.map(member => new SeededRandom(seedFor(0, 'explore', member)).state)
  }

  *#start(state: State<V, Node>, place: number, told: readonly Happening<V>[] = []): Generator<Move<V, Node>> {
    const durable = clone(state.machines[place]!.durable) as never
    yield* this.#tell(
      state,
      place,
      { kind: 'start', durable, random: this.#random[place]! },
      told[0]?.index ?? null,
      {},
      told,
    )
  }

  *from(state: State<V, Node>): Generator<Move<V, Node>> {
    const { started } = state
    if (started < this.#members.length) return yield* this.#start({ ...state, started: started + 1 }, started)
    yield* this.#rings(state)
    if (!this.#bounds.isSynchronous || !this.#isDue(state)) yield* this.#deliveries(state)
    yield* this.#asks(state)
    yield* this.#crashes(state)
    yield* this.#restarts(state)
  }

  /** Timers may fire at any time; in rounds, all that are due fire before anything arrives, and others after everything. */
  *#rings(state: State<V, Node>): Generator<Move<V, Node>> {
    const nextMs = this.#nextRingMs(state)
    for (let place = 0; place < state.machines.length; place++) {
      const machine = state.machines[place]!
      for (const alarm of machine.alarms) {
        if (alarm.dueMs > nextMs) continue
        const alarms = machine.alarms.filter(other => other !== alarm)
        const before = { ...state, nowMs: nextMs, machines: withItem(state.machines, place, { ...machine, alarms }) }
        yield* this.#tell(before, place, { kind: 'timer', timer: alarm.timer }, alarm.cause, {})
      }
    }
  }

  #nextRingMs({ machines, letters, nowMs }: State<V, Node>): number {
    if (letters.length > 0) return nowMs
    let nextMs = Infinity
    for (const { alarms } of machines) for (const { dueMs } of alarms) nextMs = Math.min(nextMs, dueMs)
    return Math.max(nowMs, nextMs)
  }

  #isDue({ machines, nowMs }: State<V, Node>): boolean {
    return machines.some(({ alarms }) => alarms.some(({ dueMs }) => dueMs <= nowMs))
  }

  *#deliveries(state: State<V, Node>): Generator<Move<V, Node>> {
    const { letters, budgets, machines } = state
    for (let at = 0; at < letters.length; at++) {
      const letter = letters[at]!
      if (letters.findIndex(other => isSame(other, letter)) < at) continue // its twin was opened already
      const rest = letters.filter(other => other !== letter)
      const isUp = machines[letter.to]!.node !== undefined
      if (isUp) yield* this.#open(state, letter, { letters: rest })
      if (letter.input.kind !== 'message') continue
      if (isUp && budgets.duplicates > 0)
        yield* this.#open(state, letter, { budgets: { ...budgets, duplicates: budgets.duplicates - 1 } })
      if (!isUp) yield this.#lose(state, letter, 'down', { letters: rest })
      else if (budgets.drops > 0)
        yield this.#lose(state, letter, 'loss', { letters: rest, budgets: { ...budgets, drops: budgets.drops - 1 } })
    }
  }

  #open(state: State<V, Node>, letter: Letter<V>, change: Change<V, Node>): Generator<Move<V, Node>> {
    return this.#tell(state, letter.to, letter.input, letter.cause, change)
  }

  #lose(state: State<V, Node>, letter: Letter<V>, why: 'down' | 'loss', change: Change<V, Node>): Move<V, Node> {
    const { from, message } = letter.input as Extract<Input<V>, { kind: 'message' }>
    const { happenings: index, nowMs: atMs } = state
    const lost = { kind: 'lost', index, atMs, cause: letter.cause, from, to: this.#members[letter.to]!, message, why }
    return { state: { ...state, ...change, happenings: index + 1 }, happenings: [lost as Happening<V>] }
  }

  *#asks(state: State<V, Node>): Generator<Move<V, Node>> {
    const request = this.#bounds.requests[state.asked] as Request<V> | undefined
    if (request === undefined) return
    const asked = state.asked + 1
    for (let place = 0; place < state.machines.length; place++) {
      if (state.machines[place]!.node === undefined) continue
      yield* this.#tell(state, place, { kind: 'request', ticket: asked as Ticket, request }, null, { asked })
    }
  }

  /** The disk keeps what was saved. A crash before a send is a crash and a lost message. */
  *#crashes(state: State<V, Node>): Generator<Move<V, Node>> {
    const { budgets, machines } = state
    if (budgets.crashes === 0) return
    for (let place = 0; place < machines.length; place++) {
      const machine = machines[place]!
      if (machine.node === undefined) continue
      const down = { ...machine, ...wordsOf([machine.durable]), node: undefined, alarms: [] }
      const fault: Fault = { type: 'crash', node: this.#members[place]!, disk: 'synced' }
      yield {
        state: {
          ...state,
          machines: withItem(machines, place, down),
          letters: state.letters.filter(({ to, input }) => to !== place || input.kind === 'message'),
          budgets: { ...budgets, crashes: budgets.crashes - 1 },
          happenings: state.happenings + 1,
        },
        happenings: [faultHappening(state, fault)],
      }
    }
  }

  *#restarts(state: State<V, Node>): Generator<Move<V, Node>> {
    for (let place = 0; place < state.machines.length; place++) {
      if (state.machines[place]!.node !== undefined) continue
      const fault = faultHappening<V>(state, { type: 'restart', node: this.#members[place]! })
      yield* this.#start({ ...state, happenings: state.happenings + 1 }, place, [fault])
    }
  }

  /** One step of one node: it alone is copied. A traitor's step has as many ends as there are ways to tell it. */
  *#tell(
    state: State<V, Node>,
    place: number,
    input: Input<V>,
    cause: number | null,
    change: Change<V, Node>,
    told: readonly Happening<V>[] = [],
  ): Generator<Move<V, Node>> {
    const around = this.#surroundings[place]!
    around.now = state.nowMs
    around.random.state = this.#random[place]!
    const before = input.kind === 'start' ? undefined : clone(state.machines[place]!.node)
    const node = step(this.#protocol, before, input, around)
    const honest = around.effects
    for (const effects of this.#performances(state, place, honest)) {
      const { happenings: index, nowMs: atMs } = state
      const self = this.#members[place]!
      const happening: Happening<V> = { kind: 'step', index, atMs, cause, node: self, input, effects }
      const machines = withItem(state.machines, place, this.#after(state, place, node, effects))
      const kept = change.letters ?? state.letters
      const letters = [...kept, ...this.#lettersOf(effects, place, index)]
      const next = { ...state, ...change, machines, letters, happenings: index + 1 }
      yield { state: next, happenings: [...told, happening] }
    }
  }

  #performances(state: State<V, Node>, place: number, honest: readonly Effect<V>[]): readonly (readonly Effect<V>[])[] {
    if (!state.traitors.has(place)) return [honest]
    const alphabet = this.#bounds.lies(this.#members[place]!).map(lies => adversary<V>(lies))
    let performances: readonly (readonly Effect<V>[])[] = [[]]
    for (const effect of honest) {
      const ways = effect.kind === 'send' ? alphabet.map(tell => tell([effect], new Map())) : [[effect]]
      performances = performances.flatMap(before => ways.map(way => [...before, ...way]))
      assert(performances.length <= performancesMax, `a step can be told in at most ${performancesMax} ways`)
    }
    return performances
  }

  #lettersOf(effects: readonly Effect<V>[], from: number, cause: number): readonly Letter<V>[] {
    return effects.flatMap<Letter<V>>(effect => {
      if (effect.kind === 'send') {
        const to = this.#members.indexOf(effect.to)
        const input = { kind: 'message', from: this.#members[from]!, message: effect.message } as const
        return to < 0 ? [] : [{ to, input, cause, ...wordsOf([to, from, effect.message]) }]
      }
      if (effect.kind !== 'work') return []
      const { type } = effect.job as { readonly type: string }
      const { run } = this.#protocol.jobs![type as never] as { run(ask: unknown): unknown }
      const input = { kind: 'done', job: effect.job, result: run(effect.job) } as const
      return [{ to: from, input, cause, ...wordsOf([from, input.job, input.result]) }]
    })
  }

  #after(state: State<V, Node>, place: number, node: Node, effects: readonly Effect<V>[]): Machine<V, Node> {
    let { durable, alarms } = state.machines[place]!
    for (const effect of effects) {
      if (effect.kind === 'save') durable = effect.durable
      if (effect.kind !== 'set' && effect.kind !== 'cancel') continue
      const words = wordsOf(effect.timer)
      alarms = alarms.filter(alarm => !isSame(alarm, words))
      if (effect.kind === 'cancel') continue
      const dueMs = this.#bounds.isSynchronous ? state.nowMs + effect.delayMs : 0
      alarms = [...alarms, { timer: effect.timer, dueMs, cause: state.happenings, ...words }]
    }
    return { node, durable, alarms, ...wordsOf([durable, node]) }
  }
}

const isSame = (left: Words, right: Words): boolean => left.high === right.high && left.low === right.low

function withItem<T>(items: readonly T[], place: number, item: T): readonly T[] {
  const changed = items.slice()
  changed[place] = item
  return changed
}

function faultHappening<V extends Vocabulary>({ happenings, nowMs }: Moment, fault: Fault): Happening<V> {
  return { kind: 'fault', index: happenings, atMs: nowMs, cause: null, fault }
}

type Moment = Pick<State<any, any>, 'happenings' | 'nowMs'>
