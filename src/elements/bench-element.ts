// What all views of a run have in common: they find the workbench they belong to, and draw anew when it changes.
// A view stands inside a <swarm-lab>, or names one by `for`, or is given its `bench`.

import { LitElement, type PropertyValues } from 'lit'
import type { Workbench } from '../lab/workbench.ts'
import { selectionOf } from './selection.ts'

/** Asks whoever is around for a workbench: `give` is called now, and again whenever it is another one. */
export class BenchWanted extends Event {
  readonly give: (bench: Workbench | null) => void

  constructor(give: (bench: Workbench | null) => void) {
    super('swarm-bench-wanted', { bubbles: true, composed: true })
    this.give = give
  }
}

export abstract class BenchElement extends LitElement {
  static override readonly properties = {
    bench: { attribute: false },
    for: { type: String },
  }

  declare bench: Workbench | null
  /** The id of a <swarm-lab> elsewhere on the page. */
  declare for: string
  #watched: Workbench | null = null
  #unwatch: () => void = () => {}

  constructor() {
    super()
    this.bench = null
    this.for = ''
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#watch()
    if (this.bench !== null) return
    const asked = this.for === '' ? this : (this.getRootNode() as Document | ShadowRoot).getElementById(this.for)
    if (asked?.closest(':not(:defined)') === null) this.#ask(asked)
    else if (asked !== null) void customElements.whenDefined('swarm-lab').then(() => this.#ask(asked)) // it is still being loaded
  }

  #ask(asked: HTMLElement): void {
    if (this.isConnected) asked.dispatchEvent(new BenchWanted(bench => void (this.bench = bench)))
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#unwatch()
  }

  /** What changed while nobody looked is no longer among the changed: the bench itself is compared. */
  protected override willUpdate(_: PropertyValues): void {
    if (this.bench !== this.#watched) this.#watch()
  }

  #watch(): void {
    this.#unwatch()
    const { bench } = this
    this.#watched = bench
    if (bench === null) return void (this.#unwatch = () => {})
    const redraw = () => this.requestUpdate()
    const stops = [bench.watch(redraw), selectionOf(bench).watch(redraw)]
    this.#unwatch = () => stops.forEach(stop => void stop())
  }
}
