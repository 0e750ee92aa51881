// A published table or curve, and the way to measure the same of our own code.

import type { Shape } from '../core/shape.ts'

export type Figures = Readonly<Record<string, number>>

export interface Paper {
  /** After the protocol's name: `elections` in `raft/elections`. */
  readonly name: string
  readonly says: string
  readonly source: string
  /** What may be set, and what the paper chose. */
  readonly settings: { readonly [name: string]: { readonly shape: Shape<any>; readonly value: any } }
  readonly runs: number
  /** One run's figures, whose means are the table's; without those that it could not measure. */
  measure(settings: Readonly<Record<string, any>>, seed: number): Figures
  /** What the paper gives for these settings; empty where it is silent. */
  published(settings: Readonly<Record<string, any>>): Figures
}
