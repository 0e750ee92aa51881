// Lets a few through at a time. A tab that finds thirty others dials a few of them at once, or none would be done in time.

export class Turnstile {
  /** May change: those inside are let out first. */
  atOnce: number
  readonly #queue: (() => void)[] = []
  #inside = 0

  constructor(atOnce: number) {
    this.atOnce = atOnce
  }

  /** How many wait for their turn. */
  get waiting(): number {
    return this.#queue.length
  }

  /** Resolves when it is this one's turn, with the way out: to be called once, or more often without harm. */
  async enter(): Promise<() => void> {
    if (this.#inside < this.atOnce) this.#inside++
    else await new Promise<void>(resolve => this.#queue.push(resolve))
    let isInside = true
    return () => {
      if (isInside) this.#leave()
      isInside = false
    }
  }

  #leave(): void {
    this.#inside--
    while (this.#inside < this.atOnce && this.#queue.length > 0) {
      this.#inside++
      this.#queue.shift()!()
    }
  }
}
