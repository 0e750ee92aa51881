// Conflict-free replicated data types: every replica may be edited at any time, alone if need be, and whoever has taken
// in the same edits shows the same. Shapiro, Preguiça, Baquero & Zawirski, "Conflict-free Replicated Data Types", 2011.

import { encode, messageBytesMax } from '../../core/codec.ts'
import { isSameDot } from '../../core/crdt/dot.ts'
import { visible } from '../../core/crdt/sequence.ts'
import { covers, type VersionVector } from '../../core/crdt/version-vector.ts'
import type { PeerId, Ticket } from '../../core/ids.ts'
import type { Context, Message, Millis, Protocol } from '../../core/protocol.ts'
import { deltaFor, type Intervals, noIntervals, withInterval } from './delta-based.ts'
import { become, type CrdtNode, durableOf, hear, type Kept, listen, noteStability, operationFor } from './node.ts'
import { type Change, isNameable, type Operation } from './operation.ts'
import { begunAnew, deliver, emptyLog, operationsFor, trimmed, withOperation } from './operation-based.ts'
import { apply, type Delta, emptyReplica, join, type Replica, replica as replicaShape, whole } from './replica.ts'
import { valuesOf } from './values.ts'
import { type Crdt, operationsPerMessageMax, vocabulary } from './vocabulary.ts'

export const replications = ['state', 'delta', 'operation'] as const
export const clocks = ['wall', 'hybrid'] as const

export interface CrdtOptions {
  /** What is sent: the state, what was learned since, or each operation. */
  readonly replication: (typeof replications)[number]
  /** The pause between two exchanges with the next of the others. */
  readonly everyMs: Millis
  /** Assignments are stamped with the time on a node's clock, or with no less than what they replace. */
  readonly clock: (typeof clocks)[number]
  /** Whether tombstones are dropped once all have seen them. */
  readonly isCollecting: boolean
}

export const defaults: CrdtOptions = {
  replication: 'delta',
  // Everyone has exchanged with everyone within a second, in a class of ten.
  everyMs: 100,
  clock: 'wall',
  isCollecting: true,
}

/** An edit is refused where a replica has no room for it. */
export const replicaBytesMax = 8_192
/** Four sides of a partition may fill their replicas before they meet. Of a message, half is left for what goes with it. */
export const tellableBytesMax = messageBytesMax / 2

export function crdt(options: Partial<CrdtOptions> = {}): Protocol<Crdt, CrdtNode> {
  const { replication, everyMs, clock, isCollecting } = { ...defaults, ...options }

  return {
    name: 'crdt',
    vocabulary,

    start(ctx, durable) {
      const { actor, hasListened, replica } = durable ?? newborn(ctx)
      const turn = ctx.random.between(0, 4096)
      const kept = keeping(replica)
      const node: CrdtNode = { actor, hasListened, tellers: new Set(), replica, heard: new Map(), turn, kept }
      if (durable === undefined) ctx.save(durableOf(node))
      if (!hasListened) askEveryone(node, ctx)
      ctx.set({ type: 'round' }, everyMs)
      return node
    },

    onMessage: {
      state(node, { replica }, from, ctx) {
        take(node, whole(replica), from, ctx)
        hear(node, from, replica.context)
      },

      delta(node, { delta }, from, ctx) {
        // Merged without what came before it, it would pass for that too (the causal delta-merging condition).
        if (covers(node.replica.context, delta.since)) take(node, delta, from, ctx)
        else say(node, from, 'answer', ctx)
        hear(node, from, delta.news.context)
      },

      operations(node, { operations }, from, ctx) {
        if (node.kept.is !== 'log') return // from one who replicates in another way
        const { log, replica } = deliver(node.kept, node.replica, operations)
        if (replica === node.replica) node.kept = log
        else learnFrom(node, replica, log, from, ctx)
        if (log.early.length > 0) say(node, from, 'answer', ctx)
      },

      digest(node, { context, kind }, from, ctx) {
        if (kind === 'firstQuestion') node.heard.clear() // what an earlier life had told may have reached others since
        if (kind !== 'answer') hear(node, from, context) // who answers may be new itself, and we may not know yet
        if (!covers(context, node.replica.context)) tell(node, from, context, ctx)
        if (kind === 'answer') listen(node, from, context, ctx)
        else if (kind === 'firstQuestion' || !covers(node.replica.context, context)) say(node, from, 'answer', ctx)
      },
    },

    onTimer: {
      round(node, _timer, ctx) {
        ctx.set({ type: 'round' }, everyMs)
        if (isCollecting) noteStability(node, ctx)
        if (node.kept.is === 'log') node.kept = trimmed(node.kept, node.replica.stable)
        if (ctx.peers.length === 0) return
        if (!node.hasListened) return askEveryone(node, ctx)
        exchange(node, ctx.peers.at(node.turn++ % ctx.peers.length)!, ctx)
      },
    },

    onRequest: {
      increment: (node, { by }, ticket, ctx) => edit(node, { type: 'increment', by }, ticket, ctx),
      adjust: (node, { by }, ticket, ctx) => edit(node, { type: 'adjust', by }, ticket, ctx),
      assign(node, { value }, ticket, ctx) {
        edit(node, { type: 'assign', value, atMs: stampFor(node.replica, ctx.now) }, ticket, ctx)
      },
      write: (node, { value }, ticket, ctx) => edit(node, { type: 'write', value }, ticket, ctx),
      add: (node, { element }, ticket, ctx) => edit(node, { type: 'add', element }, ticket, ctx),
      remove: (node, { element }, ticket, ctx) => edit(node, { type: 'remove', element }, ticket, ctx),
      put: (node, { key, value }, ticket, ctx) => edit(node, { type: 'put', key, value }, ticket, ctx),
      erase: (node, { key }, ticket, ctx) => edit(node, { type: 'erase', key }, ticket, ctx),
      insert(node, { at, text }, ticket, ctx) {
        const letters = visible(node.replica.objects.sequence)
        if (text === '' || at > letters.length) return ctx.refuse(ticket, 'there is no such place, or nothing to write')
        edit(node, { type: 'insert', after: letters[at - 1]?.id ?? null, text }, ticket, ctx)
      },
      cut(node, { at, count }, ticket, ctx) {
        const letters = visible(node.replica.objects.sequence).slice(at, at + count)
        if (letters.length < count) return ctx.refuse(ticket, 'there are not so many letters')
        edit(node, { type: 'cut', ids: letters.map(({ id }) => id) }, ticket, ctx)
      },
      read: (node, _ask, ticket, ctx) => ctx.answer(ticket, valuesOf(node.replica.objects)),
      meet(node, { peer }, ticket, ctx) {
        if (!ctx.peers.includes(peer)) return ctx.refuse(ticket, 'nobody of that name is there')
        if (node.hasListened) exchange(node, peer, ctx)
        else askEveryone(node, ctx)
        ctx.answer(ticket, undefined)
      },
    },

    onPeers(node, peers) {
      for (const peer of node.heard.keys()) if (!peers.includes(peer)) node.heard.delete(peer)
    },
  }

  /** Who had a disk and lost it must not be taken for who it was: its operations would bear names that are in use. */
  function newborn(ctx: Context<Crdt>): Pick<CrdtNode, 'actor' | 'hasListened' | 'replica'> {
    const life = ctx.random
      .between(0, 36 ** 5 - 1)
      .toString(36)
      .padStart(5, '0')
    return { actor: `${ctx.self}.${life}`, hasListened: false, replica: emptyReplica }
  }

  function keeping(replica: Replica): Kept {
    switch (replication) {
      case 'state':
        return { is: 'nothing' }
      case 'delta':
        return noIntervals
      case 'operation':
        return emptyLog(replica.context)
    }
  }

  /** A hybrid clock follows the times it has seen, so that what knew of a value is never stamped before it. */
  function stampFor({ objects }: Replica, now: Millis): Millis {
    return clock === 'hybrid' ? Math.max(now, objects.lwwRegister?.atMs ?? now) : now
  }

  function edit(node: CrdtNode, change: Change, ticket: Ticket<EditName>, ctx: Context<Crdt>): void {
    if (!node.hasListened && ctx.peers.length > 0) return ctx.refuse(ticket, 'it must first learn what the others know')
    const operation = operationFor(node, change)
    const before = node.replica
    const after = apply(before, operation)
    if (!isNameable(operation) || bytesOf(after) > replicaBytesMax) {
      return ctx.refuse(ticket, 'the replica is full')
    }
    become(node, after, ctx)
    ctx.announce({ type: 'edited', count: operation.dot.count, change: change.type })
    const { lwwRegister } = node.replica.objects
    if (change.type === 'assign' && !isSameDot(lwwRegister!.dot, operation.dot)) {
      ctx.announce({ type: 'lost', value: change.value, holds: lwwRegister!.value })
    }
    spread(node, before, operation, ctx)
    ctx.answer(ticket, operation.dot)
  }

  /** At once to all, except where the next rounds will bring the state anyway. */
  function spread(node: CrdtNode, before: Replica, operation: Operation, ctx: Context<Crdt>): void {
    const { kept, replica } = node
    switch (kept.is) {
      case 'nothing':
        return
      case 'intervals':
        node.kept = withInterval(kept, before, replica)
        return ctx.broadcast(deltaOrState(node.kept, replica, before.context))
      case 'log':
        node.kept = withOperation(kept, operation)
        return ctx.broadcast({ type: 'operations', operations: [operation] })
    }
  }

  /** Merges, and keeps what was learned for those who may lack it. */
  function take(node: CrdtNode, delta: Delta, from: PeerId, ctx: Context<Crdt>): void {
    const { replica: before, kept } = node
    if (covers(before.context, delta.news.context) && covers(before.stable, delta.news.stable)) return // nothing new
    const joined = join(before, delta)
    if (kept.is !== 'log') return learnFrom(node, joined, kept, from, ctx)
    const isKnown = covers(before.context, joined.context)
    const { log, replica } = deliver(isKnown ? kept : begunAnew(kept, joined), joined, [])
    learnFrom(node, replica, log, from, ctx)
  }

  function learnFrom(node: CrdtNode, after: Replica, kept: Kept, from: PeerId, ctx: Context<Crdt>): void {
    if (bytesOf(after) > tellableBytesMax) return // more than honest replicas make, and than could be passed on
    const before = node.replica
    become(node, after, ctx)
    node.kept = kept
    if (covers(before.context, after.context)) return // only of what all know
    if (kept.is === 'intervals') node.kept = withInterval(kept, before, node.replica)
    ctx.announce({ type: 'learned', peer: from })
  }

  /** Tells all, or asks what is lacking. */
  function exchange(node: CrdtNode, peer: PeerId, ctx: Context<Crdt>): void {
    if (node.kept.is === 'nothing') ctx.send(peer, { type: 'state', replica: node.replica })
    else say(node, peer, 'question', ctx)
  }

  /** Brings up to date whoever knows no more than `theirs`, with as little as we can. */
  function tell(node: CrdtNode, to: PeerId, theirs: VersionVector, ctx: Context<Crdt>): void {
    const { replica, kept, hasListened } = node
    if (!hasListened) return // it has it from others, and they may not know yet that it is new
    if (kept.is === 'intervals') return ctx.send(to, deltaOrState(kept, replica, theirs))
    if (kept.is === 'log') {
      const operations = operationsFor(kept, theirs)
      if (operations !== null) {
        return ctx.send(to, { type: 'operations', operations: operations.slice(0, operationsPerMessageMax) })
      }
    }
    ctx.send(to, { type: 'state', replica })
  }
}

/** One who is new asks until all have answered, and says nothing else. Meanwhile it learns from whoever does. */
function askEveryone(node: CrdtNode, ctx: Context<Crdt>): void {
  for (const peer of ctx.peers) say(node, peer, 'firstQuestion', ctx)
}

function say({ replica }: CrdtNode, to: PeerId, kind: DigestKind, ctx: Context<Crdt>): void {
  ctx.send(to, { type: 'digest', context: replica.context, kind })
}

type DigestKind = 'question' | 'firstQuestion' | 'answer'

/** What is new to one who knows `theirs`; everything, if nobody remembers. */
function deltaOrState(intervals: Intervals, replica: Replica, theirs: VersionVector): Message<Crdt> {
  const delta = deltaFor(intervals, replica, theirs)
  return delta === null ? { type: 'state', replica } : { type: 'delta', delta }
}

const bytesOf = (replica: Replica): number => encode(replicaShape, replica).length

/** The requests that change something are all answered with the name of what was done. */
type EditName = Exclude<keyof Crdt['requests'] & string, 'read' | 'meet'>
