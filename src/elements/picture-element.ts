// What all views that are pictures have in common: each is drawn as wide as it is, anew when that changes, and only where it
// can be seen.

import { BenchElement } from './bench-element.ts'
import { OnSight } from './on-sight.ts'

export abstract class PictureElement extends BenchElement {
  static override readonly properties = {
    ...BenchElement.properties,
    width: { state: true },
  }

  /** In pixels; 0 until it is known. */
  declare protected width: number
  readonly #sight = new OnSight(this)
  readonly #sizes = new ResizeObserver(([entry]) => {
    this.width = Math.round(entry!.contentRect.width)
  })

  constructor() {
    super()
    this.width = 0
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#sizes.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#sizes.disconnect()
  }

  protected override shouldUpdate(): boolean {
    return this.#sight.isSeen && this.width > 0
  }
}
