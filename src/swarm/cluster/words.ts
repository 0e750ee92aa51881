// What participants of a cluster say to each other, as shapes. Who is a participant, and what each is, a room says.

import { messageBytesMax } from '../../core/codec.ts'
import {
  bytesOf,
  choice,
  flag,
  list,
  maybe,
  nat,
  type Of,
  oneOf,
  peer,
  record,
  type Shape,
  textOf,
} from '../../core/shape.ts'
import { channelBytesMax } from '../room-frame.ts'

/** As many nodes as a class has laptops, and some more. */
export const nodesMax = 128
export const charterBytesMax = 16_384
/** One line of the record may hold the whole durable state of a node. */
export const lineBytesMax = channelBytesMax - 32_768
/** Lines that are told at once, beside the charter and the names of the nodes. */
export const pageBytesMax = lineBytesMax + 128
/** The durable state of a node that may move from page to page. */
export const diskBytesMax = channelBytesMax - 4096
const penBytesMax = 64
/** Every page that took part has one. */
export const pensMax = 1024

/** When a cluster was founded, and which of two that met goes on: the later generation, of equals the earlier one. */
export const founding = record({ generation: nat, stampMs: nat, id: textOf(32) })
export type Founding = Of<typeof founding>

/** The step behind something, wherever it happened: which pen wrote of it, and in which line. */
export const mark = record({ pen: textOf(penBytesMax), line: nat })
export type Mark = Of<typeof mark>

/** What led to a line: it is shown after that, and after all that the same pen wrote until the message left. */
export interface Cause extends Mark {
  readonly after: number
}

const told = {
  lines: list(textOf(lineBytesMax)),
  /** All that happened there until this time of the run is told with these lines and those before; 0 where more are to come. */
  toldUs: nat,
}
export interface Told {
  readonly lines: readonly string[]
  readonly toldUs: number
}

const stand = {
  founding: maybe(founding),
  /** Names this page's part of the record: new with every page. */
  pen: textOf(penBytesMax),
  /** The nodes that live here. */
  hosted: list(peer, nodesMax),
  /** Gives no node a home: a screen that only shows. */
  isWatching: flag,
}

export const note: Shape<Note> = oneOf({
  /** Where I stand; who hears one that asks tells where it stands. */
  stand: { ...stand, isAsking: flag },
  /** From node to node, in the protocol's own encoding: the line of the step that sent it, and the last line before it left. */
  message: { from: peer, to: peer, line: nat, after: nat, bytes: bytesOf(messageBytesMax) },
  /** What happened here, as lines of a trace, from the `first` of this pen on. */
  lines: { founding: founding, pen: textOf(penBytesMax), first: nat, ...told },
})
export type Note =
  | ({ readonly type: 'stand'; readonly isAsking: boolean } & Stand)
  | {
      readonly type: 'message'
      readonly from: Of<typeof peer>
      readonly to: Of<typeof peer>
      readonly line: number
      readonly after: number
      readonly bytes: Uint8Array
    }
  | ({ readonly type: 'lines'; readonly founding: Founding; readonly pen: string; readonly first: number } & Told)

export interface Stand {
  readonly founding: Founding | null
  readonly pen: string
  readonly hosted: readonly Of<typeof peer>[]
  readonly isWatching: boolean
}

export const ask = oneOf({
  /** What was written so far, a page at a time, in the order in which it is shown here. */
  record: { from: nat },
  /** Of what this page wrote, the lines from here on. */
  lines: { pen: textOf(penBytesMax), first: nat },
  /** What time of the run it is there. */
  time: {},
  /** A request for a node that lives there, in the protocol's own encoding. */
  request: { node: peer, bytes: bytesOf(messageBytesMax) },
  /** Take this node in, with what its disk held, after the line that tells of its end here. */
  take: { founding, node: peer, mark, disk: maybe(bytesOf(diskBytesMax)) },
})
export type Ask = Of<typeof ask>

export const answer = oneOf({
  record: {
    founding,
    charter: textOf(charterBytesMax),
    nodes: list(peer, nodesMax),
    lines: list(record({ pen: textOf(penBytesMax), line: nat, text: textOf(lineBytesMax) })),
    isAll: flag,
  },
  lines: told,
  time: { nowUs: nat },
  outcome: { is: choice('answered', 'refused', 'unknown'), reason: textOf(256), bytes: bytesOf(messageBytesMax) },
  taken: { isTaken: flag },
})
export type Answer = Of<typeof answer>

/** Orders foundings: negative where the first of the two goes on. */
export function compareFoundings(left: Founding, right: Founding): number {
  if (left.generation !== right.generation) return right.generation - left.generation
  if (left.stampMs !== right.stampMs) return left.stampMs - right.stampMs
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0
}
