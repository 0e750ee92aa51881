// The Byzantine generals: all who are loyal do the same, whatever the traitors say, and if the commander is loyal, they
// do as he says. Lamport, Shostak & Pease, "The Byzantine Generals Problem", 1982: OM(m) of §3 and SM(m) of §4.

import { type PeerId, peerId } from '../../core/ids.ts'
import type { Context, Protocol } from '../../core/protocol.ts'
import type { General, Law } from './general.ts'
import { type Judgments, judgments } from './judgments.ts'
import { concludeOral, hearOral, missingOral, relayOral } from './oral.ts'
import { type SchemeName, schemes } from './signature-schemes.ts'
import { concludeSigned, hearSigned, relaySigned, seal } from './signed.ts'
import { type Generals, type Order, vocabulary } from './vocabulary.ts'

export interface GeneralsOptions {
  readonly kind: 'oral' | 'signed'
  /** So many traitors are survived: by word of mouth if there are more than three times as many generals. */
  readonly m: number
  readonly commander: PeerId
  readonly order: Order
  /** Long enough for every message to arrive: the paper's A3 asks that silence be noticed. */
  readonly roundMs: number
  readonly scheme: SchemeName
}

export const defaults: GeneralsOptions = {
  kind: 'oral',
  m: 1,
  commander: peerId('n1'),
  order: 'attack',
  // Twenty times what a quiet local network takes.
  roundMs: 100,
  scheme: 'modelled',
}

export function byzantineGenerals(
  options: Partial<GeneralsOptions> = {},
  wrong: Partial<Judgments> = {},
): Protocol<Generals, General> {
  const { kind, m, commander, order, roundMs, scheme } = { ...defaults, ...options }
  const law: Law = { m, scheme: schemes[scheme], judgments: { ...judgments, ...wrong } }

  return {
    name: 'byzantine-generals',
    vocabulary,

    start(ctx, durable) {
      const role = durable !== undefined ? 'late' : ctx.self === commander ? 'commander' : 'lieutenant'
      const obeyed = durable?.obeyed ?? null
      const node: General = { kind, traitorsMax: m, commander, role, round: 0, obeyed, heard: new Map(), letters: [] }
      if (role === 'late') return node
      ctx.save({ obeyed })
      ctx.set({ type: 'round', number: 0 }, roundMs)
      return node
    },

    onMessage: {
      oral(node, message, from, ctx) {
        if (node.role === 'lieutenant' && kind === 'oral') hearOral(node, message, from, law, ctx)
      },

      signed(node, letter, from, ctx) {
        if (node.role === 'lieutenant' && kind === 'signed') hearSigned(node, letter, from, law, ctx)
      },
    },

    onTimer: {
      round(node, _timer, ctx) {
        if (node.role === 'commander') return command(node, ctx)
        if (node.round > m) return conclude(node, ctx)
        if (node.round > 0) relay(node, ctx)
        node.round++
        ctx.set({ type: 'round', number: node.round }, roundMs)
      },
    },

    onRequest: {
      whichOrder: (node, _ask, ticket, ctx) => ctx.answer(ticket, node.obeyed),
    },
  }

  function command(node: General, ctx: Context<Generals>): void {
    if (kind === 'oral') ctx.broadcast({ type: 'oral', order, path: [ctx.self] })
    else ctx.broadcast({ type: 'signed', ...seal({ order, seals: [] }, ctx.self, law.scheme) })
    obey(node, order, ctx)
  }

  function relay(node: General, ctx: Context<Generals>): void {
    if (kind === 'oral') relayOral(node, law, ctx)
    else relaySigned(node, law, ctx)
  }

  function conclude(node: General, ctx: Context<Generals>): void {
    const missing = kind === 'oral' ? missingOral(node, ctx) : 0
    if (!law.judgments.actsOn(missing)) return
    node.round++
    obey(node, kind === 'oral' ? concludeOral(node, law, ctx) : concludeSigned(node), ctx)
  }

  function obey(node: General, order: Order, ctx: Context<Generals>): void {
    node.obeyed = order
    ctx.save({ obeyed: order })
    ctx.announce({ type: 'obeyed', order })
  }
}
