// Gossip: news spread like an epidemic, and quiet comparison finds what the epidemic left out.
// Demers et al., "Epidemic Algorithms for Replicated Database Maintenance", 1987: rumor mongering (§1.4) backed by
// anti-entropy (§1.3, §1.5).

import type { PeerId } from '../../core/ids.ts'
import type { Context, Protocol } from '../../core/protocol.ts'
import { coldRumor, freshRumor, isFresh, isHot, noteContact, type Rumor, turnCycle } from './rumor.ts'
import { choicesOf, type Variant } from './variant.ts'
import { compareVersions, isNewer } from './version.ts'
import { type Gossip, keysMax, type Update, type Version, vocabulary } from './vocabulary.ts'

export interface GossipNode {
  /** All that the node knows, by key; some of it hot. */
  readonly rumors: Map<string, Rumor>
  /** How many updates it has sent since it started: the paper's traffic, summed over nodes. */
  traffic: number
}

export interface GossipOptions {
  readonly variant: Variant
  /** How many useless contacts it takes to lose interest: exactly, or on average where a coin decides. */
  readonly k: number
  /** How many others a node contacts in a cycle. */
  readonly fanout: number
  /** The length of a cycle. */
  readonly everyMs: number
  /** The pause between two comparisons with a random other; 0 means no anti-entropy. */
  readonly antiEntropyEveryMs: number
}

export const defaults: GossipOptions = {
  // Table 3: with pull, two useless contacts leave less than one site in a thousand uninformed.
  variant: 'push-pull-feedback-counter',
  k: 2,
  fanout: 1,
  // Longer than three messages take in a classroom, so that feedback arrives in the cycle it speaks of.
  everyMs: 100,
  // Rarer than rumors, as it costs more (§1.5).
  antiEntropyEveryMs: 400,
}

export function gossip(options: Partial<GossipOptions> = {}): Protocol<Gossip, GossipNode> {
  const { variant, k, fanout, everyMs, antiEntropyEveryMs } = { ...defaults, ...options }
  const { isPushing, isPulling, isBlind, by } = choicesOf(variant)

  return {
    name: 'gossip',
    vocabulary,

    start(ctx, durable = { updates: [] }) {
      // What was hot is forgotten: a node that comes back knows, and leaves the spreading to others (§1.5).
      const rumors = new Map(durable.updates.map(update => [update.key, coldRumor(update)]))
      ctx.set({ type: 'cycle' }, everyMs)
      if (antiEntropyEveryMs > 0) ctx.set({ type: 'comparison' }, ctx.random.between(1, antiEntropyEveryMs))
      return { rumors, traffic: 0 }
    },

    onMessage: {
      rumors(node, { updates }, from, ctx) {
        learn(node, updates, ctx)
        if (!isBlind) ctx.send(from, { type: 'feedback', verdicts: updates.map(update => verdictOn(node, update)) })
      },

      pull: (node, _message, from, ctx) => tellRumors(node, hotUpdates(node), from, ctx),

      feedback(node, { verdicts }) {
        for (const { key, version, isUseful } of verdicts) {
          const rumor = node.rumors.get(key)
          if (rumor === undefined || !isOf(rumor, version)) continue // of what was true before
          noteContact(rumor, isUseful)
        }
      },

      compare(node, { versions }, from, ctx) {
        const theirs = new Map(versions.map(({ key, version }) => [key, version]))
        const updates = updatesOf(node).filter(({ key, version }) => isNewer(version, theirs.get(key)))
        const wanted = versions.filter(({ key, version }) => isNewer(version, versionOf(node, key)))
        if (updates.length === 0 && wanted.length === 0) return // both know the same
        node.traffic += updates.length
        ctx.send(from, { type: 'reconcile', updates, wanted: wanted.map(({ key }) => key) })
      },

      reconcile(node, { updates, wanted }, from, ctx) {
        const repairs = updatesOf(node).filter(({ key }) => wanted.includes(key))
        node.traffic += repairs.length
        if (repairs.length > 0) ctx.send(from, { type: 'repair', updates: repairs })
        learn(node, updates, ctx)
      },

      repair: (node, { updates }, _from, ctx) => learn(node, updates, ctx),
    },

    onTimer: {
      cycle(node, _timer, ctx) {
        ctx.set({ type: 'cycle' }, everyMs)
        for (const rumor of node.rumors.values()) {
          if (!turnCycle(rumor, { by, k }, ctx.random)) continue
          const { key, version } = rumor.update
          ctx.announce({ type: 'cooled', key, version })
        }
        const updates = isPushing ? hotUpdates(node) : []
        if (updates.length === 0 && !isPulling) return // nothing to say, and nothing to ask
        for (const peer of contacts(ctx)) {
          tellRumors(node, updates, peer, ctx)
          if (isPulling) ctx.send(peer, { type: 'pull' })
        }
      },

      comparison(node, _timer, ctx) {
        ctx.set({ type: 'comparison' }, antiEntropyEveryMs)
        if (ctx.peers.length === 0) return
        const versions = updatesOf(node).map(({ key, version }) => ({ key, version }))
        ctx.send(ctx.random.pick(ctx.peers), { type: 'compare', versions })
      },
    },

    onRequest: {
      spread(node, { key, value }, ticket, ctx) {
        const version = { count: (versionOf(node, key)?.count ?? 0) + 1, by: ctx.self }
        if (!isNews(node, { key, value, version })) return ctx.refuse(ticket, 'there is no room for this key')
        learn(node, [{ key, value, version }], ctx)
        ctx.answer(ticket, version)
      },

      read: (node, { key }, ticket, ctx) => ctx.answer(ticket, node.rumors.get(key)?.update.value ?? null),
    },
  }

  /** Says what is hot, if anything is. Blind, the contact counts as useless from here. */
  function tellRumors(node: GossipNode, updates: readonly Update[], to: PeerId, ctx: Context<Gossip>): void {
    if (updates.length === 0) return
    node.traffic += updates.length
    ctx.send(to, { type: 'rumors', updates })
    if (isBlind) for (const { key } of updates) noteContact(node.rumors.get(key)!, false)
  }

  /** Whom to contact in this cycle: `fanout` different peers, or all where there are no more. */
  function contacts(ctx: Context<Gossip>): Iterable<PeerId> {
    if (fanout >= ctx.peers.length) return ctx.peers
    const chosen = new Set<PeerId>()
    while (chosen.size < fanout) chosen.add(ctx.random.pick(ctx.peers))
    return chosen
  }
}

/** Takes in what is newer, and begins to spread it in the next cycle, however it came (§1.5). */
function learn(node: GossipNode, updates: readonly Update[], ctx: Context<Gossip>): void {
  let isInformed = false
  for (const update of updates) {
    if (!isNews(node, update)) continue // an old story
    node.rumors.set(update.key, freshRumor(update))
    ctx.announce({ type: 'heard', key: update.key, version: update.version })
    isInformed = true
  }
  if (isInformed) ctx.save({ updates: updatesOf(node) })
}

/** A node that is full keeps to the keys it has: `spread` refuses first, and only rivals can fill it up beyond. */
function isNews(node: GossipNode, { key, version }: Update): boolean {
  return isNewer(version, versionOf(node, key)) && (node.rumors.has(key) || node.rumors.size < keysMax)
}

/** Useful is what was unknown when this cycle began, even where another contact was faster. */
function verdictOn(node: GossipNode, { key, version }: Update) {
  const rumor = node.rumors.get(key)
  const isUseful = rumor !== undefined && isFresh(rumor) && isOf(rumor, version)
  return { key, version, isUseful }
}

function hotUpdates(node: GossipNode): readonly Update[] {
  const updates: Update[] = []
  for (const rumor of node.rumors.values()) if (isHot(rumor)) updates.push(rumor.update)
  return updates
}

const isOf = ({ update }: Rumor, version: Version): boolean => compareVersions(update.version, version) === 0

const versionOf = (node: GossipNode, key: string): Version | undefined => node.rumors.get(key)?.update.version

const updatesOf = (node: GossipNode): readonly Update[] => [...node.rumors.values()].map(({ update }) => update)
