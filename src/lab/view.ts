// How a protocol draws one of its nodes. The lab does not know what with: it hands on what is drawn and how it looks.

import type { PeerId } from '../core/ids.ts'
import type { Request } from '../core/protocol.ts'
import type { SetTimer } from './tape/actor.ts'

export interface Seen<Node = any> {
  readonly peer: PeerId
  /** Not to be changed. */
  readonly node: Node
  readonly members: readonly PeerId[]
  readonly timers: readonly SetTimer[]
  readonly atMs: number
  /** Paths of the state that the last happening changed, such as `log.3`. */
  readonly changes: ReadonlySet<string>
  /** `en`, `es` or `pt`. */
  readonly language: string
  /** Asks something of a node at the reader's place, as a client would. */
  readonly ask: (peer: PeerId, request: Request<any>) => void
}

export interface NodeView<Node = any> {
  /** The adopted styles of what is drawn. */
  readonly styles: unknown
  draw(seen: Seen<Node>): unknown
}
