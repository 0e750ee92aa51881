// A typed channel of a room: ask a peer, answer those who ask, tell one or all. The shapes say what may be said, and parse
// what comes.

import type { PeerId } from '../core/ids.ts'
import type { Shape } from '../core/shape.ts'
import { AskError, type AskOptions } from './calls.ts'
import { parsed, written } from './frame.ts'

/** What a channel needs of its room. */
export interface Answering {
  ask(to: PeerId, question: Uint8Array, options: AskOptions): Promise<Uint8Array>
  answerWith(answerer: RoomAnswerer): () => void
  tell(to: PeerId, note: Uint8Array): Promise<void>
  tellAll(note: Uint8Array): Promise<void>
  hearWith(hearer: RoomHearer): () => void
}

/** What may be said on a channel; what is left out is bytes. */
export interface ChannelShapes<Ask, Answer, Note> {
  readonly ask: Shape<Ask>
  readonly answer: Shape<Answer>
  readonly note: Shape<Note>
}

export type RoomAnswerer = (from: PeerId, question: Uint8Array, signal: AbortSignal) => Promise<Uint8Array>
export type RoomHearer = (from: PeerId, note: Uint8Array) => void

export interface Asked {
  readonly from: PeerId
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal
}

export class Channel<Ask, Answer, Note = Uint8Array> {
  readonly #room: Answering
  readonly #shapes: ChannelShapes<Ask, Answer, Note>

  constructor(room: Answering, shapes: ChannelShapes<Ask, Answer, Note>) {
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

  /** A word that wants no answer. Resolves when the peer can take more, not when it has heard. */
  async tell(to: PeerId, note: Note): Promise<void> {
    await this.#room.tell(to, written(this.#shapes.note, note))
  }

  /** To everyone here, once each. Resolves when the slowest can take more. */
  async tellAll(note: Note): Promise<void> {
    await this.#room.tellAll(written(this.#shapes.note, note))
  }

  /** Hears what others tell, in the order in which each of them said it, until the returned function is called. */
  hear(hearer: (from: PeerId, note: Note) => void): () => void {
    return this.#room.hearWith((from, bytes) => {
      const note = parsed(this.#shapes.note, bytes, 'note')
      if (note !== null) hearer(from, note) // of another shape: of a page that means something else by this name
    })
  }
}
