// The channels of one room: who answers and who hears on each, and the way out for what is said on them.

import { assert } from '../core/assert.ts'
import type { PeerId } from '../core/ids.ts'
import { bytesOf, type Shape } from '../core/shape.ts'
import type { AskOptions } from './calls.ts'
import { Channel, type RoomAnswerer, type RoomHearer } from './channel.ts'
import { parcelBytesMax } from './parcel.ts'
import { channelBytesMax, cutText, nameBytesMax } from './room-frame.ts'

/** What a page says of a channel: each of the three is bytes unless it says more. */
export interface SomeShapes<Ask, Answer, Note> {
  readonly ask?: Shape<Ask>
  readonly answer?: Shape<Answer>
  readonly note?: Shape<Note>
}

export interface ChannelsOptions {
  readonly ask: (to: PeerId, channel: string, question: Uint8Array, options: AskOptions) => Promise<Uint8Array>
  readonly tell: (to: PeerId, channel: string, note: Uint8Array) => Promise<void>
  readonly tellAll: (channel: string, note: Uint8Array) => Promise<void>
}

export class Channels {
  readonly #options: ChannelsOptions
  readonly #answerers = new Map<string, RoomAnswerer>()
  readonly #hearers = new Map<string, Set<RoomHearer>>()

  constructor(options: ChannelsOptions) {
    this.#options = options
  }

  open<Ask, Answer, Note>(name: string, shapes: SomeShapes<Ask, Answer, Note>): Channel<Ask, Answer, Note> {
    assert(cutText(name, nameBytesMax) === name, `a channel name has at most ${nameBytesMax} bytes`)
    const { ask, tell, tellAll } = this.#options
    return new Channel(
      {
        ask: (to, question, options) => ask(to, name, question, options),
        answerWith: answerer => this.#answerWith(name, answerer),
        tell: (to, note) => tell(to, name, note),
        tellAll: note => tellAll(name, note),
        hearWith: hearer => this.#hearWith(name, hearer),
      },
      {
        ask: shapes.ask ?? bytesUpTo(parcelBytesMax - 8),
        answer: shapes.answer ?? bytesUpTo(parcelBytesMax - 8),
        note: shapes.note ?? bytesUpTo(channelBytesMax),
      },
    )
  }

  answererOf(channel: string): RoomAnswerer | undefined {
    return this.#answerers.get(channel)
  }

  hear(from: PeerId, channel: string, note: Uint8Array): void {
    for (const hearer of [...(this.#hearers.get(channel) ?? [])]) hearer(from, note)
  }

  #answerWith(channel: string, answerer: RoomAnswerer): () => void {
    assert(!this.#answerers.has(channel), `one answerer a channel: ${channel}`)
    this.#answerers.set(channel, answerer)
    return () => void this.#answerers.delete(channel)
  }

  #hearWith(channel: string, hearer: RoomHearer): () => void {
    const own: RoomHearer = (from, note) => hearer(from, note) // the same function twice is two hearers
    const hearers = this.#hearers.get(channel) ?? new Set()
    this.#hearers.set(channel, hearers.add(own))
    return () => {
      hearers.delete(own)
      if (hearers.size === 0 && this.#hearers.get(channel) === hearers) this.#hearers.delete(channel)
    }
  }
}

/** A shape left out is a shape of bytes, and its type is then the default: bytes. */
const bytesUpTo = <T>(max: number): Shape<T> => bytesOf(max) as unknown as Shape<T>
