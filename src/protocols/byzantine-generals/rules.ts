// What loyal generals may expect of each other, as long as no more than m are traitors and, by word of mouth, n > 3m.

import { rulesFor } from '../../checkers/rule.ts'
import type { PeerId } from '../../core/ids.ts'
import type { ClusterView } from '../../trace/cluster.ts'
import type { Happening } from '../../trace/happening.ts'
import type { General } from './general.ts'
import { messagesMax } from './message-count.ts'
import type { Generals, Order } from './vocabulary.ts'

const { always, eventually, sometimes } = rulesFor<Generals, General>()

export const rules = [
  always({
    id: 'R1',
    says: 'All loyal lieutenants obey the same order (IC1).',
    memory: () => ({}),
    check(_memory, happening, cluster) {
      if (!hasObeyed(happening)) return true
      const [first, ...others] = obedient(cluster)
      const other = others.find(({ order }) => order !== first!.order)
      return other === undefined || `${first!.peer} obeys ${first!.order}, and ${other.peer} obeys ${other.order}`
    },
  }),

  always({
    id: 'R2',
    says: 'If the commander is loyal, every loyal lieutenant obeys the order he sends (IC2).',
    memory: () => ({}),
    check(_memory, happening, cluster) {
      if (!hasObeyed(happening)) return true
      const commander = cluster.members.find(peer => cluster.node(peer)?.role === 'commander')
      if (commander === undefined || !cluster.isHonest(commander)) return true
      const order = cluster.node(commander)!.obeyed
      const other = obedient(cluster).find(lieutenant => lieutenant.order !== order)
      return other === undefined || `${commander} ordered ${order}, and ${other.peer} obeys ${other.order}`
    },
  }),

  eventually({
    id: 'R3',
    says: 'Every loyal general obeys some order in the end, even if a traitor says nothing.',
    memory: () => ({}),
    check(_memory, cluster) {
      const idle = cluster.core.find(peer => cluster.isHonest(peer) && cluster.node(peer)!.obeyed === null)
      return idle === undefined || `${idle} still waits`
    },
  }),

  always({
    id: 'R4',
    says: 'A loyal general sends no more messages than OM(m) or SM(m) asks of it.',
    memory: () => ({ sent: new Map<PeerId, number>() }),
    check({ sent }, happening, cluster) {
      if (happening.kind !== 'step' || !cluster.isHonest(happening.node)) return true
      const { node, effects } = happening
      const messages = (sent.get(node) ?? 0) + effects.filter(({ kind }) => kind === 'send').length
      sent.set(node, messages)
      const most = messagesMax(cluster.node(node)!, cluster.members.length)
      return messages <= most || `${node} sent ${messages} messages, and ${most} are enough`
    },
  }),

  sometimes({
    id: 'R5',
    says: 'A loyal lieutenant hears both orders, and cannot know yet who lies.',
    memory: () => ({}),
    check: (_memory, _happening, cluster) =>
      cluster.members.some(peer => cluster.isHonest(peer) && ordersHeard(cluster.node(peer)).size > 1),
  }),
]

const hasObeyed = (happening: Happening<Generals>): boolean =>
  happening.kind === 'step' && happening.effects.some(({ kind }) => kind === 'announce')

function obedient(cluster: ClusterView<General>): readonly { readonly peer: PeerId; readonly order: Order }[] {
  return cluster.members.flatMap(peer => {
    const general = cluster.node(peer)
    if (general?.role !== 'lieutenant' || general.obeyed === null || !cluster.isHonest(peer)) return []
    return [{ peer, order: general.obeyed }]
  })
}

const ordersHeard = (general: General | undefined): ReadonlySet<Order> =>
  new Set([...(general?.heard.values() ?? []), ...(general?.letters.map(({ order }) => order) ?? [])])
