// Oral messages, OM(m): everyone tells everyone what it was told, m times over, and believes the majority (§3).

import type { PeerId } from '../../core/ids.ts'
import type { Context } from '../../core/protocol.ts'
import type { General, Law } from './general.ts'
import { byDefault } from './judgments.ts'
import type { Generals, Order } from './vocabulary.ts'

type Path = readonly PeerId[]

export function hearOral(
  node: General,
  { order, path }: { readonly order: Order; readonly path: Path },
  from: PeerId,
  { m }: Law,
  ctx: Context<Generals>,
): void {
  if (path.length < node.round || path.length > m + 1) return // of a round that is over, or that never comes
  if (path.at(-1) !== from || path[0] !== node.commander) return // nobody speaks for another
  if (path.includes(ctx.self) || new Set(path).size < path.length) return
  if (path.some(peer => !ctx.peers.includes(peer))) return
  const name = nameOf(path)
  if (!node.heard.has(name)) node.heard.set(name, order)
}

/** Passes on all that this round has said, and `retreat` for all that it has not. */
export function relayOral(node: General, { judgments }: Law, ctx: Context<Generals>): void {
  for (const path of pathsTo(node, ctx)) {
    const onward = [...path, ctx.self]
    const order = node.heard.get(nameOf(path)) ?? byDefault
    for (const to of judgments.hearers([...ctx.peers], path)) ctx.send(to, { type: 'oral', order, path: onward })
  }
}

/** How much of the last round has not come. */
export const missingOral = (node: General, ctx: Context<Generals>): number =>
  pathsTo(node, ctx).filter(path => !node.heard.has(nameOf(path))).length

/** The order that is to be obeyed, by the recursion of OM(m). */
export function concludeOral(node: General, { m, judgments }: Law, ctx: Context<Generals>): Order {
  return wordOf([node.commander])

  function wordOf(path: Path): Order {
    const own = node.heard.get(nameOf(path)) ?? byDefault
    if (path.length > m) return own
    return judgments.verdict(
      own,
      [...ctx.peers].filter(peer => !path.includes(peer)).map(peer => wordOf([...path, peer])),
    )
  }
}

/** The paths by which word can reach this general in this round. */
function pathsTo(node: General, ctx: Context<Generals>): readonly Path[] {
  let paths: readonly Path[] = [[node.commander]]
  for (let length = 1; length < node.round; length++) {
    paths = paths.flatMap(path => [...ctx.peers].filter(peer => !path.includes(peer)).map(peer => [...path, peer]))
  }
  return paths
}

const nameOf = (path: Path): string => path.join(' > ')
