// What a first picture does without. It is loaded once that picture is on the screen, so that it gets there sooner, or at
// once where somebody wants it before.

import type { CSSResult, LitElement } from 'lit'

export class Later<T> {
  readonly #load: () => Promise<T>
  #promise: Promise<T> | null = null
  #value: T | null = null

  constructor(load: () => Promise<T>) {
    this.#load = load
  }

  /** Null until it is there. */
  get value(): T | null {
    return this.#value
  }

  /** What failed to come is asked for again by whoever wants it next. */
  now(): Promise<T> {
    this.#promise ??= this.#load().then(
      value => (this.#value = value),
      error => {
        this.#promise = null
        throw error
      },
    )
    return this.#promise
  }
}

/** Resolves when what was just drawn is on the screen. */
export async function painted(): Promise<void> {
  await nextFrame()
  await nextFrame()
}

const nextFrame = () => new Promise(requestAnimationFrame)

/** Puts on the looks of what came later. A sheet of its own, and no inline style: a strict policy stands. */
export function wear({ shadowRoot }: LitElement, { styleSheet }: CSSResult): void {
  if (shadowRoot !== null && styleSheet !== undefined && !shadowRoot.adoptedStyleSheets.includes(styleSheet))
    shadowRoot.adoptedStyleSheets.push(styleSheet)
}
