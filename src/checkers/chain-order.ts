// From chains to an order: one chain after the other, and what found a certain value missing where it fits.

import { type Chains, nobody } from './chains.ts'
import { nowhere } from './kind.ts'
import { never } from './window.ts'

/** All that is there, in an order in which each of it fits; null if what found a value missing fits nowhere. */
export function inOrder(chains: Chains): readonly number[] | null {
  return withObservers(chains, chained(chains))
}

function chained(chains: Chains): readonly number[] {
  const { links, isThere, head, to } = chains
  const heads = [...links.keys()].filter(
    link => isThere[link] === 1 && head[link] === link && !links[link]!.kind.observes,
  )
  // A chain that owns the object for a while begins just before that; any other takes but a moment.
  const beginOf = (link: number) => Math.min(to[link]! - 0.5, chains.endOf(link))
  heads.sort((left, right) => beginOf(left) - beginOf(right))
  return heads.flatMap(first => {
    const chain: number[] = []
    for (let write = first; write !== nobody; write = chains.successor[write]!) {
      chain.push(write, ...[...chains.readersOf(write)].sort((left, right) => chains.from[left]! - chains.from[right]!))
    }
    return chain
  })
}

/** Each as early as it can, and after those that returned before it was invoked. */
function withObservers(chains: Chains, order: readonly number[]): readonly number[] | null {
  const { links, from, to, isThere } = chains
  const observers = [...links.keys()]
    .filter(link => isThere[link] === 1 && links[link]!.kind.observes && links[link]!.kind.reads === nowhere)
    .sort((left, right) => from[left]! - from[right]!)
  const { states, begun, ends } = momentsOf(chains, order)
  const after: number[][] = order.map(() => [])
  const placed: { readonly link: number; readonly place: number }[] = []
  let start = 0
  for (const observer of observers) {
    while (ends[start]! <= from[observer]!) start++
    let place = start
    for (const earlier of placed) if (to[earlier.link]! < from[observer]!) place = Math.max(place, earlier.place)
    const { kind } = links[observer]!
    while (place < order.length && begun[place]! < to[observer]! && kind.next(states[place]!) === nowhere) place++
    if (place === order.length || begun[place]! >= to[observer]!) return null
    placed.push({ link: observer, place })
    after[place]!.push(observer)
  }
  return order.flatMap((link, place) => [link, ...after[place]!])
}

/** By place in the order: the state after it, by when all so far was invoked, and when the first that follows returns. */
function momentsOf({ links, from, to }: Chains, order: readonly number[]) {
  const states: number[] = []
  const begun: number[] = []
  for (const link of order) {
    const { observes, writes } = links[link]!.kind
    states.push(observes ? states.at(-1)! : writes)
    begun.push(Math.max(begun.at(-1) ?? 0, from[link]!))
  }
  const ends: number[] = []
  for (let place = order.length - 1, end = never; place >= 0; place--) {
    ends[place] = end
    end = Math.min(end, to[order[place]!]!)
  }
  return { states, begun, ends }
}
