// From a vocabulary to bytes and back. Made once for each vocabulary, from its shapes.

import type { Durable, Event, Job, Message, Request, Timer, Vocabulary } from './protocol.ts'
import { type Fields, oneOf, type Shape, type Words } from './shape.ts'
import { ByteReader, ByteWriter, Malformed } from './wire.ts'

/** The safe size of one message between two browsers of different makers. */
export const messageBytesMax = 65_536
export const durableBytesMax = 16 * 1024 * 1024

/** All that a node may say, hear, save or be asked, as shapes. */
export interface Speech<V extends Vocabulary> {
  readonly message: Shape<Message<V>>
  readonly timer: Shape<Timer<V>>
  readonly event: Shape<Event<V>>
  readonly request: Shape<Request<V>>
  readonly job: Shape<Job<V>>
  readonly durable: Shape<Durable<V>>
}

const speeches = new WeakMap<Vocabulary, Speech<any>>()

export function speechOf<V extends Vocabulary>(vocabulary: V): Speech<V> {
  const known = speeches.get(vocabulary)
  if (known !== undefined) return known
  const asks = asksOf(vocabulary.requests)
  const jobs = asksOf(vocabulary.jobs ?? {})
  const speech: Speech<any> = {
    message: oneOf(vocabulary.messages),
    timer: oneOf(vocabulary.timers),
    event: oneOf(vocabulary.events),
    request: oneOf(asks),
    job: oneOf(jobs),
    durable: vocabulary.durable,
  }
  speeches.set(vocabulary, speech)
  return speech
}

function asksOf(questions: { readonly [name: string]: { readonly ask: Fields } }): Words {
  return Object.fromEntries(Object.entries(questions).map(([name, { ask }]) => [name, ask]))
}

export function encode<T>(shape: Shape<T>, value: T): Uint8Array {
  const to = new ByteWriter()
  shape.write(value, to)
  return to.finish()
}

/** Reads exactly one value from all of the bytes, or throws `Malformed`. */
export function decode<T>(shape: Shape<T>, bytes: Uint8Array, name: string, bytesMax = messageBytesMax): T {
  if (bytes.length > bytesMax) throw new Malformed(`${name}: expected at most ${bytesMax} bytes, got ${bytes.length}`)
  const from = new ByteReader(bytes, name)
  const value = shape.read(from)
  from.end()
  return value
}
