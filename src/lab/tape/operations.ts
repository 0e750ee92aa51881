// What clients wanted in a run, and what they learned, with the place of each in the run.

import type { Outcome } from '../../core/outcome.ts'
import type { Happening, Operation } from '../../trace/happening.ts'

export interface Undertaking {
  readonly client: string
  readonly operation: Operation
  readonly begun: { readonly index: number; readonly atMs: number }
  /** Null while the client waits. */
  readonly ended: { readonly index: number; readonly atMs: number; readonly outcome: Outcome } | null
}

export class Operations {
  readonly #all: { -readonly [Field in keyof Undertaking]: Undertaking[Field] }[] = []
  /** A client wants one thing at a time. */
  readonly #open = new Map<string, number>()

  get all(): readonly Undertaking[] {
    return this.#all
  }

  hear(happening: Happening): void {
    if (happening.kind !== 'begun' && happening.kind !== 'ended') return
    const { client, operation, index, atMs } = happening
    if (happening.kind === 'begun') {
      this.#open.set(client, this.#all.length)
      this.#all.push({ client, operation, begun: { index, atMs }, ended: null })
      return
    }
    const place = this.#open.get(client)
    if (place === undefined) return // of a trace that was cut
    this.#all[place]!.ended = { index, atMs, outcome: happening.outcome }
    this.#open.delete(client)
  }
}
