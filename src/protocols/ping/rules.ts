// What may be expected of ping: no invention, fresh answers only, and completeness once the network is calm.

import { rulesFor } from '../../checkers/rule.ts'
import type { PeerId } from '../../core/ids.ts'
import type { PingNode } from './protocol.ts'
import type { Ping } from './vocabulary.ts'

const { always, eventually, sometimes } = rulesFor<Ping, PingNode>()

export const rules = [
  always({
    id: 'R1',
    says: 'A peer is reported alive only after it answered the round under way.',
    memory: () => ({}),
    check(_memory, happening, cluster) {
      if (happening.kind !== 'step' || !happening.effects.some(effect => isAppearance(effect))) return true
      const { input, node } = happening
      const serial = cluster.node(node)?.serial
      const isFresh = input.kind === 'message' && input.message.type === 'pong' && input.message.serial === serial
      return isFresh || `${node} took an answer for fresh that is not of its round ${serial}`
    },
  }),

  always({
    id: 'R2',
    says: 'A round that others heard of is never begun again, not even after a crash.',
    memory: () => ({ heard: new Map<PeerId, number>() }),
    check({ heard }, happening, cluster) {
      if (happening.kind !== 'step') return true
      const { input, node } = happening
      if (input.kind === 'message' && input.message.type === 'ping') {
        heard.set(input.from, Math.max(heard.get(input.from) ?? 0, input.message.serial))
        return true
      }
      if (input.kind !== 'start') return true
      const { serial } = cluster.node(node)!
      const last = heard.get(node) ?? 0
      return serial > last || `${node} began round ${serial} again, and others had heard of round ${last}`
    },
  }),

  eventually({
    id: 'R3',
    says: 'In a calm network every running peer is seen, and every crashed one is not (completeness).',
    memory: () => ({}),
    check(_memory, cluster) {
      for (const peer of cluster.core) {
        const seen = cluster.node(peer)!.alive
        const missing = cluster.core.find(other => other !== peer && !seen.has(other))
        if (missing !== undefined) return `${peer} does not see ${missing}, which runs`
        const ghost = [...seen].find(other => cluster.node(other) === undefined)
        if (ghost !== undefined) return `${peer} still sees ${ghost}, which is down`
      }
      return true
    },
  }),

  sometimes({
    id: 'R4',
    says: 'A running peer is taken for gone: slow and dead look alike.',
    memory: () => ({}),
    check: (_memory, happening, cluster) =>
      happening.kind === 'step' &&
      happening.effects.some(
        effect =>
          effect.kind === 'announce' &&
          effect.event.type === 'vanished' &&
          cluster.node(effect.event.peer) !== undefined,
      ),
  }),
]

const isAppearance = (effect: { readonly kind: string; readonly event?: { readonly type: string } }): boolean =>
  effect.kind === 'announce' && effect.event?.type === 'appeared'
