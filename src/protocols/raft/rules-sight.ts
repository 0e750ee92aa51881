// What a rule of Raft looks at: one step of one honest server, and what that server is afterwards.

import { type Rule, rulesFor } from '../../checkers/rule.ts'
import type { PeerId } from '../../core/ids.ts'
import type { Effect, Event, Input, Message, Millis, Timer } from '../../core/protocol.ts'
import type { ClusterView } from '../../trace/cluster.ts'
import type { Happening } from '../../trace/happening.ts'
import type { RaftNode } from './node.ts'
import type { Raft } from './vocabulary.ts'

export const { always, eventually, sometimes } = rulesFor<Raft, RaftNode>()

export type RaftRule = Rule<Raft, RaftNode>
export type View = ClusterView<RaftNode>

export interface Sight {
  readonly peer: PeerId
  readonly node: RaftNode
  readonly input: Input<Raft>
  readonly effects: readonly Effect<Raft>[]
}

/** Null where the happening is no step of an honest server. */
export function sightOf(happening: Happening<Raft>, cluster: View): Sight | null {
  if (happening.kind !== 'step') return null
  const { node: peer, input, effects } = happening
  const node = cluster.node(peer)
  return node === undefined || !cluster.isHonest(peer) ? null : { peer, node, input, effects }
}

export function announced<T extends Event<Raft>['type']>(
  effects: readonly Effect<Raft>[],
  type: T,
): Extract<Event<Raft>, { type: T }> | null {
  for (const effect of effects) {
    if (effect.kind === 'announce' && effect.event.type === type)
      return effect.event as Extract<Event<Raft>, { type: T }>
  }
  return null
}

/** Whether a leader sets out to step down where no quorum answers it, which the options may spare it. */
export const checksQuorum = (effects: readonly Effect<Raft>[]): boolean => waitFor('checkQuorum', effects) !== null

/** How long a timer is set for; null where it is not. */
export function waitFor(timer: Timer<Raft>['type'], effects: readonly Effect<Raft>[]): Millis | null {
  for (const effect of effects) if (effect.kind === 'set' && effect.timer.type === timer) return effect.delayMs
  return null
}

interface Said {
  readonly from: PeerId
  readonly to: PeerId
  readonly message: Message<Raft>
}

/** What was really said: a message that arrived, or was lost on its way. What a crash kept back was never said. */
export function saidIn(happening: Happening<Raft>, cluster: View): Said | null {
  const said = sayingOf(happening)
  return said !== null && cluster.isHonest(said.from) ? said : null
}

function sayingOf(happening: Happening<Raft>): Said | null {
  if (happening.kind === 'lost') return happening
  if (happening.kind !== 'step' || happening.input.kind !== 'message') return null
  const { from, message } = happening.input
  return { from, to: happening.node, message }
}

/** Keeps the newest of what a run learned index by index or term by term: a rule must not grow for ever. */
export function forgetOldest(facts: Map<number, unknown>, countMax = 2048): void {
  if (facts.size <= countMax) return
  for (const key of facts.keys()) {
    facts.delete(key)
    if (facts.size <= countMax / 2) return
  }
}
