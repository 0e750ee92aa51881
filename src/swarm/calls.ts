// Questions and answers between two members: many at once, each with a deadline, each with a certain or uncertain end.

import { after } from './clock.ts'
import { Parcel, partsOf } from './parcel.ts'
import { cutText, type RoomFrame, reasonBytesMax } from './room-frame.ts'

export const answerWithinMs = 10_000
/** What unfinished questions of one peer may announce in all. */
export const unfinishedBytesMax = 67_108_864

/** `refused`: nothing happened and nothing will. `unknown`: it may have happened. When in doubt, unknown. */
export class AskError extends Error {
  override readonly name = 'AskError'
  readonly outcome: 'refused' | 'unknown'

  constructor(outcome: 'refused' | 'unknown', why: string) {
    super(why)
    this.outcome = outcome
  }
}

/** How far a question has gone out, or its answer has come in. */
export interface AskProgress {
  readonly of: 'question' | 'answer'
  readonly bytes: number
  readonly size: number
}

export interface AskOptions {
  /** After so long in which nothing moved, nobody waits any more. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  readonly progress?: (progress: AskProgress) => void
}

/** Answers a question; throwing `AskError('refused', ...)` promises that nothing happened. */
export type Answerer = (bytes: Uint8Array, signal: AbortSignal) => Promise<Uint8Array>

export interface CallsOptions {
  /** A promise asks to be waited for before more is sent. */
  readonly send: (frame: RoomFrame) => Promise<void> | undefined
  readonly answererOf: (channel: string) => Answerer | undefined
  readonly asksAtOnceMax: number
}

type Frame<Type extends RoomFrame['type']> = Extract<RoomFrame, { type: Type }>

interface Pending {
  readonly resolve: (bytes: Uint8Array) => void
  readonly reject: (error: Error) => void
  /** Something of it went out, or came in. */
  readonly moved: (progress: AskProgress) => void
  answer: Parcel | null
}

interface Answering {
  readonly channel: string
  readonly question: Parcel
  readonly controller: AbortController
}

export class Calls {
  readonly #options: CallsOptions
  readonly #pending = new Map<number, Pending>()
  readonly #answering = new Map<number, Answering>()
  #count = 0

  constructor(options: CallsOptions) {
    this.#options = options
  }

  ask(channel: string, bytes: Uint8Array, options: AskOptions): Promise<Uint8Array> {
    const { timeoutMs = answerWithinMs, signal, progress = () => {} } = options
    if (signal?.aborted) return Promise.reject(new AskError('refused', 'it was given up before it was asked'))
    const { send, asksAtOnceMax } = this.#options
    if (this.#pending.size >= asksAtOnceMax) {
      return Promise.reject(new AskError('refused', `${asksAtOnceMax} questions already wait for this peer`))
    }
    const call = this.#count++
    return new Promise<Uint8Array>((resolve, reject) => {
      const [first, ...rest] = partsOf(bytes)
      const giveUp = (why: string) => {
        settle()
        void send({ type: 'cancel', call })
        reject(new AskError('unknown', why))
      }
      const wait = () => after(timeoutMs, () => giveUp(`${channel}: no answer within ${timeoutMs} ms`))
      let stopWaiting = wait()
      const abort = () => giveUp(`${channel}: given up while waiting for the answer`)
      signal?.addEventListener('abort', abort)
      const settle = () => {
        stopWaiting()
        signal?.removeEventListener('abort', abort)
        this.#pending.delete(call)
      }
      this.#pending.set(call, {
        answer: null,
        moved: moved => {
          stopWaiting()
          stopWaiting = wait()
          progress(moved)
        },
        resolve: answer => {
          settle()
          resolve(answer)
        },
        reject: error => {
          settle()
          reject(error)
        },
      })
      const asked = send({ type: 'ask', call, channel, size: bytes.length, bytes: first })
      void this.#sendRest(call, rest, bytes.length, asked)
    })
  }

  receive(frame: RoomFrame): void {
    if (frame.type === 'ask') this.#hearQuestion(frame)
    else if (frame.type === 'cancel') this.#answering.get(frame.call)?.controller.abort()
    else if (frame.type === 'answer') this.#hearAnswer(frame)
    else if (frame.type === 'more') this.#hearMore(frame)
    else if (frame.type === 'refuse') {
      this.#pending.get(frame.call)?.reject(new AskError(frame.isDefinite ? 'refused' : 'unknown', frame.why))
    }
  }

  /** The connection was lost: who waits does not know, who works may stop. */
  close(why: string): void {
    for (const { reject } of [...this.#pending.values()]) reject(new AskError('unknown', why))
    for (const { controller } of this.#answering.values()) controller.abort()
  }

  /** Tells how far it is, where it takes more than one part. */
  async #sendRest(call: number, parts: Uint8Array[], size: number, asked: Promise<void> | undefined): Promise<void> {
    await asked
    let sent = size - parts.reduce((sum, part) => sum + part.length, 0)
    for (const bytes of parts) {
      const pending = this.#pending.get(call)
      if (pending === undefined) return // settled, or given up
      await this.#options.send({ type: 'more', call, isAnswer: false, bytes })
      sent += bytes.length
      pending.moved({ of: 'question', bytes: sent, size })
    }
  }

  #hearQuestion({ call, channel, size, bytes }: Frame<'ask'>): void {
    const { answererOf, asksAtOnceMax } = this.#options
    const unfinished = [...this.#answering.values()].reduce((sum, { question }) => sum + question.size, size)
    const question = new Parcel(size)
    const why =
      answererOf(channel) === undefined
        ? 'nobody answers on this channel'
        : this.#answering.size >= asksAtOnceMax || this.#answering.has(call) || unfinished > unfinishedBytesMax
          ? 'too many questions at once'
          : question.add(bytes)
            ? null
            : 'a question of another size than it says'
    if (why !== null) return this.#refuse(call, why, true)
    const answering = { channel, question, controller: new AbortController() }
    this.#answering.set(call, answering)
    answering.controller.signal.addEventListener('abort', () => this.#answering.delete(call))
    if (question.isWhole) void this.#answer(call, answering)
  }

  #hearAnswer({ call, size, bytes }: Frame<'answer'>): void {
    const pending = this.#pending.get(call)
    if (pending === undefined || pending.answer !== null) return // too late, or twice
    pending.answer = new Parcel(size)
    this.#fill(pending, pending.answer, bytes)
  }

  #hearMore({ call, isAnswer, bytes }: Frame<'more'>): void {
    if (isAnswer) {
      const pending = this.#pending.get(call)
      if (pending?.answer != null) this.#fill(pending, pending.answer, bytes)
      return
    }
    const answering = this.#answering.get(call)
    if (answering === undefined || answering.question.isWhole) return
    if (!answering.question.add(bytes)) {
      answering.controller.abort()
      return this.#refuse(call, 'a question of another size than it says', true)
    }
    if (answering.question.isWhole) void this.#answer(call, answering)
  }

  #fill(pending: Pending, answer: Parcel, bytes: Uint8Array): void {
    if (!answer.add(bytes)) return pending.reject(new AskError('unknown', 'an answer of another size than it says'))
    if (bytes.length < answer.size) pending.moved({ of: 'answer', bytes: answer.length, size: answer.size })
    if (answer.isWhole) pending.resolve(answer.bytes)
  }

  async #answer(call: number, { channel, question, controller }: Answering): Promise<void> {
    const { send, answererOf } = this.#options
    const { signal } = controller
    try {
      const answer = await answererOf(channel)!(question.bytes, signal)
      const [first, ...rest] = partsOf(answer)
      if (!signal.aborted) await send({ type: 'answer', call, size: answer.length, bytes: first })
      for (const bytes of rest) if (!signal.aborted) await send({ type: 'more', call, isAnswer: true, bytes })
    } catch (error) {
      const isDefinite = error instanceof AskError && error.outcome === 'refused'
      if (!signal.aborted) this.#refuse(call, (error as Error).message, isDefinite)
    } finally {
      this.#answering.delete(call)
    }
  }

  #refuse(call: number, why: string, isDefinite: boolean): void {
    void this.#options.send({ type: 'refuse', call, why: cutText(why, reasonBytesMax), isDefinite })
  }
}
