// A question before something decisive: the reader says which node it will be, and then sees. Any lab whose nodes announce
// something has such questions; nobody has to write them.

import type { PeerId } from '../core/ids.ts'
import type { Workbench } from './workbench.ts'

export interface Question {
  /** The place of the happening that decides it: the reader stands just before. */
  readonly index: number
  /** The name of what will be announced. */
  readonly event: string
  readonly candidates: readonly PeerId[]
}

export interface Guess {
  /** Of the happening that decided it. */
  readonly index: number
  readonly event: string
  readonly guessed: PeerId
  readonly truth: PeerId
}

/** The oldest are forgotten. */
export const guessesMax = 100

export class Prediction {
  readonly bench: Workbench
  readonly #guesses: Guess[] = []
  #question: Question | null = null
  /** Where the reader stood when there was nothing more to ask about. */
  #overAt: number | null = null

  constructor(bench: Workbench) {
    this.bench = bench
  }

  /** Null where none was asked, or where the reader went elsewhere since. */
  get question(): Question | null {
    return this.#question?.index === this.bench.position && this.#announcedNext(this.#question.index) !== null
      ? this.#question
      : null
  }

  get guesses(): readonly Guess[] {
    return this.#guesses
  }

  /** Seen from here, nothing more is announced. */
  get isOver(): boolean {
    return this.#overAt === this.bench.position
  }

  get rightCount(): number {
    return this.#guesses.filter(({ guessed, truth }) => guessed === truth).length
  }

  /** Takes the reader to just before the next announcement. False where there is none until the end of the scenario. */
  ask(): boolean {
    for (let index = this.bench.position; ; index++) {
      if (!this.#reaches(index)) {
        this.#overAt = this.bench.position
        return false
      }
      const next = this.#announcedNext(index)
      if (next === null) continue
      this.bench.goTo(index)
      this.#question = { index, event: next.event, candidates: this.bench.members }
      return true
    }
  }

  /** Records the guess, and lets the reader see. */
  answer(guessed: PeerId): void {
    const { question } = this
    if (question === null) return
    const { node, event } = this.#announcedNext(question.index)!
    this.#guesses.push({ index: question.index, event, guessed, truth: node })
    if (this.#guesses.length > guessesMax) this.#guesses.shift()
    this.#question = null
    this.bench.goTo(question.index + 1)
  }

  /** Takes the run so far, but not beyond the end of its scenario. */
  #reaches(index: number): boolean {
    const { run } = this.bench
    while (index >= run.tape.length) if (run.nowMs >= (run.endMs ?? run.nowMs) || !run.forward()) return false
    return true
  }

  #announcedNext(index: number): { readonly node: PeerId; readonly event: string } | null {
    const happening = this.bench.tape.happenings[index]
    if (happening?.kind !== 'step') return null
    const announced = happening.effects.find(effect => effect.kind === 'announce')
    return announced === undefined ? null : { node: happening.node, event: announced.event.type }
  }
}
