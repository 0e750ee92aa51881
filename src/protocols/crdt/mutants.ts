// Replicated data types with one thing wrong, each time another.

import { joinCounters, totalOf } from '../../core/crdt/counters.ts'
import { knows, nothingKnown } from '../../core/crdt/version-vector.ts'
import type { CrdtNode } from './node.ts'
import { type CrdtOptions, crdt } from './protocol.ts'
import { apply, collect, type Objects } from './replica.ts'

/** What a node holds otherwise than an honest one would. */
function hold(node: CrdtNode, objects: Partial<Objects>): void {
  node.replica = { ...node.replica, objects: { ...node.replica.objects, ...objects } }
}

export const mutants = [
  {
    name: 'prefersItsOwn',
    says: 'Where two assigned the register, keeps what was assigned here.',
    breaks: 'R1',
    protocol(options: Partial<CrdtOptions>): ReturnType<typeof crdt> {
      const honest = crdt(options)
      return {
        ...honest,
        onMessage: {
          ...honest.onMessage,
          delta(node, message, from, ctx) {
            const { lwwRegister } = node.replica.objects
            honest.onMessage.delta(node, message, from, ctx)
            if (lwwRegister?.dot.actor === node.actor) hold(node, { lwwRegister })
          },
        },
      } satisfies typeof honest
    },
  },
  {
    name: 'forgetsTombstones',
    says: 'Drops what it deletes as soon as it has told the others.',
    breaks: 'R2',
    protocol(options: Partial<CrdtOptions>): ReturnType<typeof crdt> {
      const honest = crdt(options)
      return {
        ...honest,
        onRequest: {
          ...honest.onRequest,
          erase(node, ask, ticket, ctx) {
            honest.onRequest.erase(node, ask, ticket, ctx)
            const { context } = node.replica
            hold(node, collect({ ...node.replica, stable: context }).objects)
          },
        },
      } satisfies typeof honest
    },
  },
  {
    name: 'countsTwice',
    says: 'Does an operation each time that it comes.',
    breaks: 'R3',
    options: { replication: 'operation' as const },
    protocol(options: Partial<CrdtOptions>): ReturnType<typeof crdt> {
      const honest = crdt(options)
      return {
        ...honest,
        onMessage: {
          ...honest.onMessage,
          operations(node, message, from, ctx) {
            const again = message.operations.filter(({ dot }) => knows(node.replica.context, dot))
            honest.onMessage.operations(node, message, from, ctx)
            for (const operation of again) node.replica = apply(node.replica, operation)
          },
        },
      } satisfies typeof honest
    },
  },
  {
    name: 'addsInsteadOfMerging',
    says: 'Adds the counts of a state to its own instead of taking the greater ones.',
    breaks: 'R4',
    options: { replication: 'state' as const },
    protocol(options: Partial<CrdtOptions>): ReturnType<typeof crdt> {
      const honest = crdt(options)
      return {
        ...honest,
        onMessage: {
          ...honest.onMessage,
          state(node, message, from, ctx) {
            const { gCounter } = node.replica.objects
            honest.onMessage.state(node, message, from, ctx)
            const theirs = message.replica.objects.gCounter
            const sums = new Map([...gCounter].map(([actor, count]) => [actor, count + (theirs.get(actor) ?? 0)]))
            if (totalOf(sums) < 1_000) hold(node, { gCounter: joinCounters(sums, theirs) })
          },
        },
      } satisfies typeof honest
    },
  },
  {
    name: 'sharesItsName',
    says: 'Calls itself what all others call themselves.',
    breaks: 'R5',
    protocol(options: Partial<CrdtOptions>): ReturnType<typeof crdt> {
      const honest = crdt(options)
      return {
        ...honest,
        start: (ctx, durable) => ({ ...honest.start(ctx, durable), actor: 'somebody' }),
      } satisfies typeof honest
    },
  },
  {
    name: 'doesNotWait',
    says: 'Does an operation when it comes, whether or not it knows what it builds on.',
    breaks: 'R6',
    options: { replication: 'operation' as const },
    protocol(options: Partial<CrdtOptions>): ReturnType<typeof crdt> {
      const honest = crdt(options)
      return {
        ...honest,
        onMessage: {
          ...honest.onMessage,
          operations(node, { operations }, from, ctx) {
            const hasty = operations.map(operation => ({ ...operation, known: nothingKnown }))
            honest.onMessage.operations(node, { operations: hasty }, from, ctx)
          },
        },
      } satisfies typeof honest
    },
  },
  {
    name: 'forgetsInACrash',
    says: 'Starts from nothing after a crash, disk or no disk.',
    breaks: 'R7',
    protocol(options: Partial<CrdtOptions>): ReturnType<typeof crdt> {
      const honest = crdt(options)
      return { ...honest, start: ctx => honest.start(ctx, undefined) } satisfies typeof honest
    },
  },
  {
    name: 'keepsItsName',
    says: 'Goes on under its old name after it lost its disk, and gives out the same names again.',
    breaks: 'R8',
    scenario: 'lost-disk',
    protocol(options: Partial<CrdtOptions>): ReturnType<typeof crdt> {
      const honest = crdt(options)
      return {
        ...honest,
        start: (ctx, durable) => ({ ...honest.start(ctx, durable), actor: ctx.self, hasListened: true }),
      } satisfies typeof honest
    },
  },
  {
    name: 'tellsNobody',
    says: 'Hears what others lack and keeps it to itself.',
    breaks: 'R9',
    protocol(options: Partial<CrdtOptions>): ReturnType<typeof crdt> {
      const honest = crdt(options)
      return {
        ...honest,
        onMessage: {
          ...honest.onMessage,
          digest(node, message, from, ctx) {
            if (message.kind !== 'question') honest.onMessage.digest(node, message, from, ctx)
          },
        },
      } satisfies typeof honest
    },
  },
  {
    name: 'keepsEverything',
    says: 'Never asks whether a tombstone is still needed.',
    breaks: 'R10',
    scenario: 'tombstones',
    protocol: (options: Partial<CrdtOptions>) => crdt({ ...options, isCollecting: false }),
  },
]
