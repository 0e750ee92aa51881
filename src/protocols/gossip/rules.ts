// What may be expected of gossip: what is known stays known and was once said, and everyone hears of it in the end.

import { rulesFor } from '../../checkers/rule.ts'
import type { PeerId } from '../../core/ids.ts'
import type { Effect, Message } from '../../core/protocol.ts'
import type { ClusterView } from '../../trace/cluster.ts'
import type { Happening } from '../../trace/happening.ts'
import type { GossipNode } from './protocol.ts'
import { isNewer } from './version.ts'
import type { Gossip, Update, Version } from './vocabulary.ts'

const { always, eventually, sometimes } = rulesFor<Gossip, GossipNode>()

/** The newest versions that someone is known to hold, by key. */
type Versions = Map<string, Version>

export const rules = [
  always({
    id: 'R1',
    says: 'An informed node never becomes uninformed: what it knew, or told before a crash, it knows as well or better.',
    memory: () => ({ known: new Map<PeerId, Versions>(), told: new Map<PeerId, Versions>() }),
    check({ known, told }, happening, cluster) {
      if (happening.kind === 'fault' && happening.fault.type === 'crash' && happening.fault.disk === 'lost') {
        told.delete(happening.fault.node) // the disk is what the promise stands on
      }
      if (happening.kind !== 'step') return true
      const { input, node: peer } = happening
      if (input.kind === 'message') for (const at of toldBy(input.message)) raise(entry(told, input.from), at)
      if (input.kind === 'start') known.set(peer, new Map(told.get(peer)))
      const before = entry(known, peer)
      const { rumors } = cluster.node(peer)!
      for (const [key, version] of before) {
        const now = rumors.get(key)?.update.version
        if (isNewer(version, now)) return `${peer} forgot ${nameOf(key, version)}`
      }
      for (const { update } of rumors.values()) before.set(update.key, update.version)
      return true
    },
  }),

  always({
    id: 'R2',
    says: 'Nobody holds an update that nobody started (integrity).',
    memory: () => ({ started: new Set<string>() }),
    check({ started }, happening, cluster) {
      if (happening.kind !== 'step') return true
      const { input, node: peer } = happening
      const { rumors } = cluster.node(peer)!
      if (input.kind === 'request' && input.request.type === 'spread') {
        const { key, value } = input.request
        const held = rumors.get(key)?.update
        if (held !== undefined && held.value === value && held.version.by === peer) started.add(wordsOf(held))
      }
      for (const { update } of rumors.values()) {
        if (!started.has(wordsOf(update))) return `${peer} holds ${wordsOf(update)}, which nobody started`
      }
      return true
    },
  }),

  always({
    id: 'R3',
    says: 'A node that lost interest in a rumor does not spread it any more (§1.4: it is removed).',
    memory: () => ({ cooled: new Map<PeerId, Set<string>>() }),
    check({ cooled }, happening) {
      if (happening.kind !== 'step') return true
      const { input, node: peer, effects } = happening
      if (input.kind === 'start') cooled.delete(peer)
      for (const effect of effects) {
        if (effect.kind === 'announce' && effect.event.type === 'cooled') {
          const { key, version } = effect.event
          cooled.set(peer, (cooled.get(peer) ?? new Set()).add(nameOf(key, version)))
        }
        if (effect.kind !== 'send' || effect.message.type !== 'rumors') continue
        for (const { key, version } of effect.message.updates) {
          const name = nameOf(key, version)
          if (cooled.get(peer)?.has(name)) return `${peer} still spreads ${name}`
        }
      }
      return true
    },
  }),

  always({
    id: 'R4',
    says: 'Traffic is counted right: a node has counted each update that it sent, and nothing else.',
    memory: () => ({ sent: new Map<PeerId, number>() }),
    check({ sent }, happening, cluster) {
      if (happening.kind !== 'step') return true
      const { input, node: peer, effects } = happening
      const before = input.kind === 'start' ? 0 : sent.get(peer)!
      const now = effects.reduce((sum, effect) => sum + updatesIn(effect), before)
      sent.set(peer, now)
      const { traffic } = cluster.node(peer)!
      return traffic === now || `${peer} counted ${traffic} updates and sent ${now}`
    },
  }),

  always({
    id: 'R5',
    says: 'A contact is called useful exactly if the node that was told was susceptible when its cycle began (table 1).',
    memory: () => ({ atStart: new Map<PeerId, Versions>() }),
    check({ atStart }, happening, cluster) {
      if (happening.kind !== 'step') return true
      const { input, node: peer, effects } = happening
      const { rumors } = cluster.node(peer)!
      if (input.kind === 'start' || (input.kind === 'timer' && input.timer.type === 'cycle')) {
        atStart.set(peer, new Map([...rumors.values()].map(({ update }) => [update.key, update.version])))
      }
      for (const effect of effects) {
        if (effect.kind !== 'send' || effect.message.type !== 'feedback') continue
        for (const { key, version, isUseful } of effect.message.verdicts) {
          const held = rumors.get(key)?.update.version
          const isNews = isNewer(version, atStart.get(peer)!.get(key)) && held !== undefined && !isNewer(held, version)
          if (isUseful !== isNews) return `${peer} called ${nameOf(key, version)} ${isUseful ? 'news' : 'an old story'}`
        }
      }
      return true
    },
  }),

  eventually({
    id: 'R6',
    says: 'With anti-entropy, every node of a connected core has heard of every key that one of them knows (§1.3).',
    memory: () => ({ isComparing: false }),
    observe: noteComparison,
    check({ isComparing }, cluster) {
      if (!isComparing) return true
      for (const [key, { peer }] of newestIn(cluster)) {
        const uninformed = cluster.core.find(other => !cluster.node(other)!.rumors.has(key))
        if (uninformed !== undefined) return `${uninformed} never heard of ${key}, which ${peer} knows`
      }
      return true
    },
  }),

  eventually({
    id: 'R7',
    says: 'With anti-entropy, all of a connected core who know a key know the same newest version of it (§1.1).',
    memory: () => ({ isComparing: false }),
    observe: noteComparison,
    check({ isComparing }, cluster) {
      if (!isComparing) return true
      for (const [key, { peer, version }] of newestIn(cluster)) {
        for (const other of cluster.core) {
          const held = cluster.node(other)!.rumors.get(key)?.update.version
          if (held !== undefined && isNewer(version, held))
            return `${other} holds ${nameOf(key, held)}, and ${peer} holds ${nameOf(key, version)}`
        }
      }
      return true
    },
  }),

  eventually({
    id: 'R8',
    says: 'Once nothing new is said, every rumor dies: nobody in a connected core spreads for ever (§1.4).',
    memory: () => ({}),
    check(_memory, cluster) {
      if (cluster.core.length < 2) return true // nobody is there to say that it is no news
      for (const peer of cluster.core) {
        for (const { update, heat } of cluster.node(peer)!.rumors.values()) {
          if (heat.is !== 'cold') return `${peer} still spreads ${nameOf(update.key, update.version)}`
        }
      }
      return true
    },
  }),

  sometimes({
    id: 'R9',
    says: 'A rumor dies before everyone has heard it: a residue is left (§1.4).',
    memory: () => ({ spreading: new Map<string, PeerId>() }),
    check({ spreading }, happening, cluster) {
      if (happening.kind !== 'step') return false
      return happening.effects.some(
        effect =>
          effect.kind === 'announce' &&
          effect.event.type === 'cooled' &&
          leavesResidue(effect.event.key, spreading, cluster),
      )
    },
  }),

  sometimes({
    id: 'R10',
    says: 'A contact is useless: the node that is told knows it already.',
    memory: () => ({}),
    check: (_memory, happening) =>
      happening.kind === 'step' &&
      happening.input.kind === 'message' &&
      happening.input.message.type === 'feedback' &&
      happening.input.message.verdicts.some(({ isUseful }) => !isUseful),
  }),
]

interface At {
  readonly key: string
  readonly version: Version
}

/** What the sender of a message thereby says that it knows. */
function toldBy(message: Message<Gossip>): readonly At[] {
  switch (message.type) {
    case 'rumors':
    case 'reconcile':
    case 'repair':
      return message.updates
    case 'compare':
      return message.versions
    case 'feedback':
      return message.verdicts
    case 'pull':
      return []
  }
}

function updatesIn(effect: Effect<Gossip>): number {
  return effect.kind === 'send' && 'updates' in effect.message ? effect.message.updates.length : 0
}

function noteComparison(memory: { isComparing: boolean }, happening: Happening<Gossip>): void {
  if (happening.kind !== 'step' || memory.isComparing) return
  memory.isComparing = happening.effects.some(effect => effect.kind === 'set' && effect.timer.type === 'comparison')
}

/** The newest version of each key in the core, and who holds it. */
function newestIn(cluster: ClusterView<GossipNode>): ReadonlyMap<string, At & { readonly peer: PeerId }> {
  const newest = new Map<string, At & { readonly peer: PeerId }>()
  for (const peer of cluster.core) {
    for (const { update } of cluster.node(peer)!.rumors.values()) {
      const { key, version } = update
      if (isNewer(version, newest.get(key)?.version)) newest.set(key, { key, version, peer })
    }
  }
  return newest
}

/**
 * Nobody spreads this key any more, and a running node knows nothing of it. Of each key, `spreading` has one that was seen to
 * spread it: as long as that one does, nobody needs to look at a hundred thousand others.
 */
function leavesResidue(key: string, spreading: Map<string, PeerId>, cluster: ClusterView<GossipNode>): boolean {
  const spreads = (peer: PeerId): boolean => (cluster.node(peer)?.rumors.get(key)?.heat.is ?? 'cold') !== 'cold'
  const seen = spreading.get(key)
  if (seen !== undefined && spreads(seen)) return false
  const other = cluster.members.find(spreads)
  if (other === undefined) return cluster.members.some(peer => cluster.node(peer)?.rumors.has(key) === false)
  spreading.set(key, other)
  return false
}

function raise(versions: Versions, { key, version }: At): void {
  if (isNewer(version, versions.get(key))) versions.set(key, version)
}

function entry<K>(map: Map<K, Versions>, key: K): Versions {
  const known = map.get(key)
  if (known !== undefined) return known
  const versions: Versions = new Map()
  map.set(key, versions)
  return versions
}

const nameOf = (key: string, { count, by }: Version): string => `${key} in version ${count} of ${by}`
const wordsOf = ({ key, value, version }: Update): string => `${nameOf(key, version)}: ${value}`
