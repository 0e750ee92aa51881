// Bytes too large for one note: cut where they are sent, joined where they arrive, with nothing taken on trust in between.

import { bytesPerDocumentMax } from './limits.ts'
import { pieceBytesMax, type SyncStep, type Word } from './words.ts'

export type Piece = Extract<Word, { readonly type: 'piece' }>

/** What one peer may have on its way here at a time: an answer, and an edit of its own that is as large. */
export const transfersPerPeerMax = 2

export function* cut(step: SyncStep, bytes: Uint8Array, transfer: number): Generator<Piece> {
  const size = bytes.length
  for (let at = 0; at < size; at += pieceBytesMax) {
    yield { type: 'piece', transfer, step, at, size, bytes: bytes.slice(at, at + pieceBytesMax) }
  }
}

/** What came of a piece. */
export type Joined =
  | { readonly is: 'more'; readonly bytes: number; readonly size: number }
  | { readonly is: 'whole'; readonly step: SyncStep; readonly bytes: Uint8Array }
  | { readonly is: 'broken'; readonly why: string }

interface Transfer {
  readonly step: SyncStep
  readonly size: number
  readonly pieces: Uint8Array[]
  bytes: number
}

/** The transfers of one peer. What is claimed costs nothing: only what has come is held. */
export class Joiner {
  readonly #transfers = new Map<number, Transfer>()

  join({ transfer: number, step, at, size, bytes }: Piece): Joined {
    if (size > bytesPerDocumentMax) return broken(`size: expected at most ${bytesPerDocumentMax} bytes, got ${size}`)
    if (at === 0) this.#transfers.set(number, { step, size, pieces: [], bytes: 0 })
    if (this.#transfers.size > transfersPerPeerMax) return broken(`transfer: more than ${transfersPerPeerMax} at once`)
    const transfer = this.#transfers.get(number)
    if (transfer === undefined) return { is: 'more', bytes: 0, size } // of what began before we met
    if (transfer.step !== step || transfer.size !== size || transfer.bytes !== at)
      return broken(`at: expected byte ${transfer.bytes} of ${transfer.size}, got ${at} of ${size}`)
    transfer.pieces.push(bytes)
    transfer.bytes += bytes.length
    if (transfer.bytes > size || bytes.length === 0) return broken(`bytes: expected ${size} in all`)
    if (transfer.bytes < size) return { is: 'more', bytes: transfer.bytes, size }
    this.#transfers.delete(number)
    return { is: 'whole', step, bytes: together(transfer.pieces, size) }
  }
}

const broken = (why: string): Joined => ({ is: 'broken', why: `piece.${why}` })

function together(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
