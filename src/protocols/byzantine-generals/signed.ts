// Signed messages, SM(m): a traitor can keep silent or sign two orders, but it cannot change what another signed (§4).

import { encode } from '../../core/codec.ts'
import type { PeerId } from '../../core/ids.ts'
import type { Context } from '../../core/protocol.ts'
import { list, peer, record } from '../../core/shape.ts'
import type { General, Law, Letter } from './general.ts'
import { byDefault } from './judgments.ts'
import type { Scheme } from './signature-schemes.ts'
import { type Generals, type Order, order, pathLengthMax } from './vocabulary.ts'

const sealed = record({ order, by: list(peer, pathLengthMax) })

/** Adds one more seal to a letter, over the order and all who sealed it before. */
export function seal(letter: Letter, by: PeerId, scheme: Scheme): Letter {
  const signature = scheme.sign(by, textOf(letter, [...letter.seals.map(seal => seal.by), by]))
  return { order: letter.order, seals: [...letter.seals, { by, signature }] }
}

export function hearSigned(
  node: General,
  { order, seals }: Letter,
  from: PeerId,
  law: Law,
  ctx: Context<Generals>,
): void {
  const path = seals.map(({ by }) => by)
  if (path.length < node.round || path.length > law.m + 1) return // of a round that is over, or that never comes
  if (path.at(-1) !== from || path[0] !== node.commander) return // nobody speaks for another
  if (path.includes(ctx.self) || new Set(path).size < path.length) return
  if (node.letters.some(letter => letter.order === order)) return // known already
  const isGenuine = seals.every(({ by, signature }, at) =>
    law.scheme.isSigned(by, textOf({ order }, path.slice(0, at + 1)), signature),
  )
  if (law.judgments.isSealChecked && !isGenuine) return
  node.letters.push({ order, seals })
}

/** Passes on the orders that were new in this round. */
export function relaySigned(node: General, { scheme, judgments }: Law, ctx: Context<Generals>): void {
  for (const letter of node.letters) {
    if (letter.seals.length !== node.round) continue
    const passed = letter.seals.map(({ by }) => by)
    const onward = seal(letter, ctx.self, scheme)
    for (const to of judgments.hearers([...ctx.peers], passed)) ctx.send(to, { type: 'signed', ...onward })
  }
}

/** One order only is obeyed; a commander who signed two, or none, is a traitor. */
export const concludeSigned = ({ letters }: General): Order => (letters.length === 1 ? letters[0]!.order : byDefault)

const textOf = ({ order }: Pick<Letter, 'order'>, by: readonly PeerId[]): Uint8Array => encode(sealed, { order, by })
