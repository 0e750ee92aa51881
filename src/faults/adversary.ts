// A traitor as data: lies that turn the honest effects of a step into those that are really performed.

import type { PeerId } from '../core/ids.ts'
import { type PlainValue, plain } from '../core/plain-shape.ts'
import type { Effect, Message, Vocabulary } from '../core/protocol.ts'
import { maybe, nat, oneOf, peer, type Said, type Shape, text } from '../core/shape.ts'

/** Which of its messages a traitor tampers with; `null` means any. */
const target = { message: maybe(text), to: maybe(peer) }

export const lies = {
  /** Says nothing. */
  silent: target,
  /** Says something else: `field` is a path such as `path.0`. Told differently to different peers, it equivocates. */
  claim: { ...target, field: text, value: plain },
  /** Says it so many times. */
  repeat: { ...target, times: nat },
  /** Says what it said before, instead of what it should say now. */
  replay: target,
} as const

export type Lie = Said<typeof lies>
export const lie: Shape<Lie> = oneOf(lies)

export const repeatTimesMax = 16

/** From honest effects to performed ones. `memory` is the adversary's own, for what it wants to say again. */
export type Adversary<V extends Vocabulary> = (
  effects: readonly Effect<V>[],
  memory: Map<string, Message<V>>,
) => readonly Effect<V>[]

export function adversary<V extends Vocabulary>(told: readonly Lie[]): Adversary<V> {
  return (effects, memory) =>
    effects.flatMap<Effect<V>>(effect => (effect.kind === 'send' ? tell(effect, told, memory) : [effect]))
}

type Send<V extends Vocabulary> = Extract<Effect<V>, { kind: 'send' }>

function tell<V extends Vocabulary>(
  honest: Send<V>,
  told: readonly Lie[],
  memory: Map<string, Message<V>>,
): readonly Send<V>[] {
  let sends: readonly Send<V>[] = [honest]
  for (const lie of told) {
    if (isAbout(lie, honest)) sends = sends.flatMap(send => distort(send, lie, memory))
  }
  memory.set(honest.message.type, honest.message)
  return sends
}

function distort<V extends Vocabulary>(send: Send<V>, lie: Lie, memory: Map<string, Message<V>>): readonly Send<V>[] {
  switch (lie.type) {
    case 'silent':
      return []
    case 'claim':
      return [{ ...send, message: withField(send.message, lie.field.split('.'), lie.value) as Message<V> }]
    case 'repeat':
      return Array.from({ length: Math.min(lie.times, repeatTimesMax) }, () => send)
    case 'replay':
      return [{ ...send, message: memory.get(send.message.type) ?? send.message }]
  }
}

function isAbout(
  lie: Lie,
  { to, message }: { readonly to: PeerId; readonly message: { readonly type: string } },
): boolean {
  return (lie.message === null || lie.message === message.type) && (lie.to === null || lie.to === to)
}

/** A copy with one field changed. A path that leads nowhere changes nothing: a lie must fit the message to be told. */
function withField(value: unknown, [field, ...rest]: readonly string[], lie: PlainValue): unknown {
  if (field === undefined) return lie
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, field)) return value
  const inner = withField((value as Record<string, unknown>)[field], rest, lie)
  return Array.isArray(value)
    ? value.map((item, index) => (`${index}` === field ? inner : item))
    : { ...value, [field]: inner }
}
