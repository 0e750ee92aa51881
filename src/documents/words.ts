// What peers say of a document. The first four are the messages of y-protocols, byte for byte: an outer kind, then what
// `y-protocols/sync` and `y-protocols/awareness` write. The others are ours.

import { bytesOf, choice, flag, maybe, nat, type Of, oneOf, record, type Shape, textOf } from '../core/shape.ts'
import { publicKeyBytes, signatureBytes } from '../core/signature.ts'
import { payloadBytesMax } from '../swarm/room-frame.ts'

/** Of a link message, less than a kilobyte goes to what stands around an update. */
export const updateBytesMax = payloadBytesMax - 1024
/** Larger ones go in pieces that let others' words through in between. */
export const pieceBytesMax = 131_072
export const presenceBytesMax = 65_536
export const reasonBytesMax = 256
export const documentIdBytes = 16
export const stateBytesMax = 16

/** Signed by the owner for a writer's key, and by that key for one peer. */
export const permissionShape = record({
  writer: bytesOf(publicKeyBytes),
  grant: bytesOf(signatureBytes),
  proof: bytesOf(signatureBytes),
})
export type Permission = Of<typeof permissionShape>

export const syncStep = choice('stateVector', 'missing', 'update')

export const word = oneOf({
  /** What I have; what you lack of mine; what I have just done. */
  sync: { step: syncStep, bytes: bytesOf(updateBytesMax) },
  awareness: { bytes: bytesOf(presenceBytesMax) },
  denied: { kind: choice('permission'), why: textOf(reasonBytesMax) },
  askAwareness: {},
  /** I have this document open, in this state. Who is asked says so too. */
  here: {
    document: bytesOf(documentIdBytes),
    state: bytesOf(stateBytesMax),
    isAsking: flag,
    permission: maybe(permissionShape),
  },
  /** A part of what a `sync` would say if it were smaller. */
  piece: { transfer: nat, step: syncStep, at: nat, size: nat, bytes: bytesOf(pieceBytesMax) },
  gone: {},
})
export type Word = Of<typeof word>
export type SyncStep = Of<typeof syncStep>

/** A word, and by which number its sender knows the document. A document with the number 0 is not named at all. */
export interface Note {
  readonly document: number
  readonly word: Word
}

export const note: Shape<Note> = {
  name: `${word.name}, of a document`,
  check(value, path) {
    return record({ document: nat, word }).check(value, path)
  },
  write({ document, word: said }, to) {
    word.write(said, to)
    if (document > 0) to.natural(document)
  },
  read(from) {
    const said = word.read(from)
    if (from.remaining === 0) return { document: 0, word: said }
    return { document: from.natural() || from.fail('number 0 is left out'), word: said }
  },
  sample: random => ({ document: random.between(0, 3), word: word.sample(random) }),
}
