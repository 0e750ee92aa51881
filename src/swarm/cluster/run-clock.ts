// The time of a run on this page: microseconds since the run began, as the page that began it counts them.

export class RunClock {
  /** When the run began, by this page's own clock. */
  readonly #originMs: number
  #latestUs = 0

  constructor(originMs: number = performance.now()) {
    this.#originMs = originMs
  }

  /** Never goes back. */
  get nowUs(): number {
    this.#latestUs = Math.max(this.#latestUs, Math.round((performance.now() - this.#originMs) * 1000))
    return this.#latestUs
  }
}
