// Proves that the contract is hard to misuse: each of these mistakes does not compile.

import type { PeerId, Ticket } from '../../src/core/ids.ts'
import type { Context, Durable, Message, Protocol, Vocabulary } from '../../src/core/protocol.ts'
import { type Counting, type CountingNode, counting } from './counting.ts'

declare const ctx: Context<Counting>
declare const someone: PeerId
declare const adding: Ticket<'add'>
declare const proving: Ticket<'prove'>

const { added: _added, ...lacking } = counting.onMessage
// @ts-expect-error The handler of `added` is missing.
export const missing: Protocol<Counting, CountingNode> = { ...counting, onMessage: lacking }
export const surplus: Protocol<Counting, CountingNode> = {
  ...counting,
  // @ts-expect-error Nobody declared a message `subtract`.
  onMessage: { ...counting.onMessage, subtract: () => {} },
}
// @ts-expect-error Nobody declared a message `subtract`.
ctx.send(someone, { type: 'subtract', amount: 1 })
// @ts-expect-error `add` has an amount.
ctx.send(someone, { type: 'add' })
// @ts-expect-error A total belongs to `added`.
ctx.broadcast({ type: 'add', total: 1 })
// @ts-expect-error A name is not yet a peer.
ctx.send('n1', { type: 'add', amount: 1 })
// @ts-expect-error A timer is not a message.
ctx.set({ type: 'add', amount: 1 }, 10)
// @ts-expect-error A timer needs a delay.
ctx.set({ type: 'tick', round: 1 })
// @ts-expect-error Events have shapes, too.
ctx.announce({ type: 'grew', total: 'much' })
// @ts-expect-error What is saved has the declared shape.
ctx.save({ sum: 1 })
// @ts-expect-error The ticket of `add` is answered with a number.
ctx.answer(adding, true)
// @ts-expect-error The ticket of `prove` is answered with a flag.
ctx.answer(proving, 1)
// @ts-expect-error A number is not a ticket.
ctx.answer(7, 1)
// @ts-expect-error Who refuses says why.
ctx.refuse(adding)
// @ts-expect-error Nobody declared a job `mine`.
ctx.work({ type: 'mine', text: '' })
// @ts-expect-error A node does not change its name.
ctx.self = someone
// @ts-expect-error A message is not changed on its way.
;(({ type: 'add', amount: 1 }) as Message<Counting>).type = 'added'
// @ts-expect-error What was saved is given away.
;(({ total: 1 }) as Durable<Counting>).total = 2
// @ts-expect-error A vocabulary says what survives a crash.
export const forgetful: Vocabulary = { messages: {}, timers: {}, requests: {}, events: {} }

ctx.answer(adding, 1)
ctx.answer(proving, true)
