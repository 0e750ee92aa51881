// The time of a run on this page: microseconds since the run began, as the page that began it counts them.

export class RunClock {
  #originMs: number
  #latestUs = 0

  constructor(nowUs = 0) {
    this.#originMs = performance.now() - nowUs / 1000
  }

  /** Never goes back. */
  get nowUs(): number {
    this.#latestUs = Math.max(this.#latestUs, Math.round((performance.now() - this.#originMs) * 1000))
    return this.#latestUs
  }
}
