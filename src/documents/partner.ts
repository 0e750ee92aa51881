// A peer that has the same document open, as this tab sees it.

import type { PeerId } from '../core/ids.ts'
import { Bucket } from '../swarm/limits.ts'
import { asksAtOnceMax, asksPerSecondMax } from './limits.ts'
import { Joiner } from './pieces.ts'

export class Partner {
  readonly id: PeerId
  /** Where a document has an owner: it has shown that it may. */
  mayWrite: boolean
  /** As it said last, in hexadecimal; null when it has since told of edits that follow on some we lack. */
  state: string | null = null
  /** The state in which it gave all that we lacked: it is not asked again before it says another. */
  fetchedState: string | null = null
  /** We have held all that it had, once since it was met. */
  isMet = false
  wasRefused = false
  /** When it last said that it has the document open. */
  heardMs: number
  readonly joiner = new Joiner()
  readonly #asks: Bucket

  constructor({ id, mayWrite, nowMs }: { id: PeerId; mayWrite: boolean; nowMs: number }) {
    this.id = id
    this.mayWrite = mayWrite
    this.heardMs = nowMs
    this.#asks = new Bucket({ perSecond: asksPerSecondMax, atOnce: asksAtOnceMax, nowMs })
  }

  /** Whether it may ask once more. */
  meterAsk(nowMs: number): boolean {
    return this.#asks.take(1, nowMs)
  }
}
