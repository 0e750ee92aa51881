// A long list of runs in short pieces, so that finding a place, and making room there, touch a few hundred things at
// most. It knows nothing of what the runs mean.

/** Whatever stands in the list. How much of it counts may change, and then the list must be told. */
export interface Listed {
  /** How much of it shows. */
  readonly shown: number
  piece: Piece<this> | null
}

export interface Piece<Run> {
  readonly runs: Run[]
  shown: number
}

/** Measured on the 260,000 edits of one paper: from 64 to 512 it makes no difference, with 32 it takes twice as long. */
const runsPerPieceMax = 128

export class RunList<Run extends Listed> {
  readonly #pieces: Piece<Run>[] = [{ runs: [], shown: 0 }]

  get shown(): number {
    return this.#pieces.reduce((total, { shown }) => total + shown, 0)
  }

  *[Symbol.iterator](): Generator<Run> {
    for (const { runs } of this.#pieces) yield* runs
  }

  /** The run in which the shown item of this place stands, and how much of that run shows before it. */
  find(place: number): { readonly run: Run; readonly offset: number } {
    let offset = place
    for (const piece of this.#pieces) {
      if (offset >= piece.shown) {
        offset -= piece.shown
        continue
      }
      for (const run of piece.runs) {
        if (offset < run.shown) return { run, offset }
        offset -= run.shown
      }
    }
    throw new RangeError(`place: expected less than ${this.shown}, got ${place}`)
  }

  /** The run behind this one, or the first; null at the end. */
  next(run: Run | null): Run | null {
    const piece = run === null ? this.#pieces[0]! : run.piece!
    const follower = piece.runs[run === null ? 0 : piece.runs.indexOf(run) + 1]
    if (follower !== undefined) return follower
    // No piece is empty but the only one.
    return this.#pieces[this.#pieces.indexOf(piece) + 1]?.runs[0] ?? null
  }

  insertAfter(before: Run | null, run: Run): void {
    const piece = before === null ? this.#pieces[0]! : before.piece!
    piece.runs.splice(before === null ? 0 : piece.runs.indexOf(before) + 1, 0, run)
    piece.shown += run.shown
    run.piece = piece
    if (piece.runs.length > runsPerPieceMax) this.#halve(piece)
  }

  /** Takes out a run that shows nothing. */
  remove(run: Run): void {
    const piece = run.piece!
    piece.runs.splice(piece.runs.indexOf(run), 1)
    if (piece.runs.length === 0 && this.#pieces.length > 1) this.#pieces.splice(this.#pieces.indexOf(piece), 1)
  }

  /** More of the run shows than before, or less. */
  grow(run: Run, by: number): void {
    run.piece!.shown += by
  }

  #halve(piece: Piece<Run>): void {
    const half: Piece<Run> = { runs: piece.runs.splice(piece.runs.length >> 1), shown: 0 }
    for (const run of half.runs) {
      run.piece = half
      half.shown += run.shown
    }
    piece.shown -= half.shown
    this.#pieces.splice(this.#pieces.indexOf(piece) + 1, 0, half)
  }
}
