// What a general knows, and what the protocol asks of it.

import type { PeerId } from '../../core/ids.ts'
import type { Judgments } from './judgments.ts'
import type { Scheme } from './signature-schemes.ts'
import type { Order, Seal } from './vocabulary.ts'

export interface General {
  /** The army's orders, kept here so that whoever looks at a general can judge it by them. */
  readonly kind: 'oral' | 'signed'
  readonly traitorsMax: number
  readonly commander: PeerId
  /** A general that slept has missed a round: it says nothing, as a traitor might. */
  readonly role: 'commander' | 'lieutenant' | 'late'
  /** The round under way. In round 0 all get ready; the commander speaks at its end. */
  round: number
  obeyed: Order | null
  /** Oral: what was said along each path, by its names. */
  readonly heard: Map<string, Order>
  /** Signed: the first letter with each order. */
  readonly letters: Letter[]
}

export interface Letter {
  readonly order: Order
  readonly seals: readonly Seal[]
}

/** What all generals of an army share. */
export interface Law {
  /** The m of OM(m) and SM(m): so many traitors are survived, in one round more. */
  readonly m: number
  readonly scheme: Scheme
  readonly judgments: Judgments
}
