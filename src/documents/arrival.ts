// The origin of an edit that came from elsewhere, from a peer or from the disk: what it came from is not told of it again.

import type { PeerId } from '../core/ids.ts'

export class Arrival {
  /** Null for what was stored here. */
  readonly from: PeerId | null

  constructor(from: PeerId | null) {
    this.from = from
  }
}
