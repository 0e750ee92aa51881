// The messages of a run as arrows: where and when each left, and where, when and how it ended.

import type { PeerId } from '../../core/ids.ts'
import { equal } from '../../core/plain.ts'
import type { Effect, Message, Vocabulary } from '../../core/protocol.ts'
import type { LostHappening, StepHappening } from '../../trace/happening.ts'
import { countWhere } from './count-where.ts'

export interface Arrow<V extends Vocabulary = any> {
  readonly from: PeerId
  readonly to: PeerId
  readonly message: Message<V>
  /** The step that asked for it. */
  readonly cause: number
  /** The happening with which it left: the step, or the moment when what the step saved was on the disk. */
  readonly sentIndex: number
  readonly sentAtMs: number
  /** Null while it is on its way. */
  readonly end: ArrowEnd | null
}

export interface ArrowEnd {
  readonly index: number
  readonly atMs: number
  /** Null where it was heard. */
  readonly lost: LostHappening<any>['why'] | null
}

type Open<V extends Vocabulary> = { -readonly [Field in keyof Arrow<V>]: Arrow<V>[Field] }

/** How many happenings lie between two places from which a search for what is on its way may begin. */
const landmarkEvery = 512

interface Landmark<V extends Vocabulary> {
  readonly onTheWay: readonly Arrow<V>[]
  /** How many had left by then. */
  readonly sentCount: number
}

export class Arrows<V extends Vocabulary = any> {
  readonly #sent: Open<V>[] = []
  /** Copies that the network made: each left when the arrow did of which it is a copy. */
  readonly #copies: Arrow<V>[] = []
  readonly #onTheWay = new Set<Open<V>>()
  /** By step and addressee. */
  readonly #byKey = new Map<string, Open<V>[]>()
  readonly #landmarks: Landmark<V>[] = [{ onTheWay: [], sentCount: 0 }]

  /** In the order in which they left, copies last. */
  get all(): readonly Arrow<V>[] {
    return this.#copies.length === 0 ? this.#sent : [...this.#sent, ...this.#copies]
  }

  get count(): number {
    return this.#sent.length + this.#copies.length
  }

  /** What a step asked for is sent now. */
  send(from: PeerId, effects: readonly Effect<V>[], cause: number, sentIndex: number, sentAtMs: number): void {
    for (const effect of effects) {
      if (effect.kind === 'send')
        this.#start({ from, to: effect.to, message: effect.message, cause, sentIndex, sentAtMs })
    }
  }

  hear({ input, cause, node: to, index, atMs }: StepHappening<V>): void {
    if (input.kind !== 'message' || cause === null) return
    this.#finish({ from: input.from, to, message: input.message, cause }, { index, atMs, lost: null })
  }

  lose({ from, to, message, cause, index, atMs, why }: LostHappening<V>): void {
    if (cause !== null) this.#finish({ from, to, message, cause }, { index, atMs, lost: why })
  }

  /** To be told after each happening how many there are: now and then it remembers the place. */
  mark(length: number): void {
    if (length % landmarkEvery === 0)
      this.#landmarks.push({ onTheWay: [...this.#onTheWay], sentCount: this.#sent.length })
  }

  /** Those that had left and not ended when so many happenings were over. */
  onTheWay(position: number): readonly Arrow<V>[] {
    const { onTheWay, sentCount } = this.#landmarks[Math.floor(position / landmarkEvery)]!
    const isThere = ({ sentIndex, end }: Arrow<V>) => sentIndex < position && (end === null || end.index >= position)
    const found = onTheWay.filter(isThere)
    for (let place = sentCount; place < this.#sent.length; place++) {
      const arrow = this.#sent[place]!
      if (arrow.sentIndex >= position) break
      if (isThere(arrow)) found.push(arrow)
    }
    return this.#copies.length === 0 ? found : [...found, ...this.#copies.filter(isThere)]
  }

  /** Those that were on their way at some time between two places. */
  between(from: number, to: number): readonly Arrow<V>[] {
    const first = countWhere(this.#sent, ({ sentIndex }) => sentIndex < from)
    const end = countWhere(this.#sent, ({ sentIndex }) => sentIndex < to)
    const isSentThen = ({ sentIndex }: Arrow<V>) => sentIndex >= from && sentIndex < to
    return [...this.onTheWay(from), ...this.#sent.slice(first, end), ...this.#copies.filter(isSentThen)]
  }

  #start(arrow: Omit<Arrow<V>, 'end'>): void {
    const open = { ...arrow, end: null }
    this.#sent.push(open)
    this.#onTheWay.add(open)
    const key = keyOf(arrow)
    const others = this.#byKey.get(key)
    if (others === undefined) this.#byKey.set(key, [open])
    else others.push(open)
  }

  /** What was tampered with on its way is not equal to what was sent, and still the end of it. */
  #finish(ended: Omit<Arrow<V>, 'sentIndex' | 'sentAtMs' | 'end'>, end: ArrowEnd): void {
    const sent = this.#byKey.get(keyOf(ended)) ?? []
    const open = sent.filter(arrow => arrow.end === null)
    const arrow = open.find(({ message }) => equal(message, ended.message)) ?? open[0]
    if (arrow !== undefined) {
      arrow.end = end
      this.#onTheWay.delete(arrow)
      return
    }
    const { sentIndex, sentAtMs } = sent[0] ?? { sentIndex: ended.cause, sentAtMs: end.atMs }
    this.#copies.push({ ...ended, sentIndex, sentAtMs, end })
  }
}

const keyOf = ({ cause, to }: { readonly cause: number; readonly to: PeerId }): string => `${cause}>${to}`
