// A typed channel of a room: ask a peer, answer those who ask. The shapes say what may be said, and parse what comes.

import type { PeerId } from '../core/ids.ts'
import type { Shape } from '../core/shape.ts'
import { AskError, type AskOptions } from './calls.ts'
import { parsed, written } from './frame.ts'

/** What a channel needs of its room. */
export interface Answering {
  ask(to: PeerId, question: Uint8Array, options: AskOptions): Promise<Uint8Array>
  answerWith(answerer: RoomAnswerer): () => void
}

export type RoomAnswerer = (from: PeerId, question: Uint8Array, signal: AbortSignal) => Promise<Uint8Array>

export interface Asked {
  readonly from: PeerId
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal
}

export class Channel<Ask, Answer> {
  readonly #room: Answering
  readonly #shapes: { readonly ask: Shape<Ask>; readonly answer: Shape<Answer> }

  constructor(room: Answering, shapes: { readonly ask: Shape<Ask>; readonly answer: Shape<Answer> }) {
    this.#room = room
    this.#shapes = shapes
  }

  /** Rejects with an `AskError`, whose outcome says whether it may have happened. */
  async ask(to: PeerId, ask: Ask, options: AskOptions = {}): Promise<Answer> {
    const answer = await this.#room.ask(to, written(this.#shapes.ask, ask), options)
    const read = parsed(this.#shapes.answer, answer, 'answer')
    if (read === null) throw new AskError('unknown', `${to} gave an answer of another shape`)
    return read
  }

  /** One answerer a channel, until the returned function is called. */
  answer(answerer: (ask: Ask, asked: Asked) => Answer | Promise<Answer>): () => void {
    return this.#room.answerWith(async (from, question, signal) => {
      const ask = parsed(this.#shapes.ask, question, 'ask')
      if (ask === null) throw new AskError('refused', 'the question has another shape')
      return written(this.#shapes.answer, await answerer(ask, { from, signal }))
    })
  }
}
