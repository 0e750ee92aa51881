// The names of things that are easily confused. Each is made at the border, once, and trusted inside.

import { utf8Length } from './bytes.ts'

declare const brand: unique symbol
type Brand<T, Name> = T & { readonly [brand]: Name }

/** A member of a cluster, as other members know it. */
export type PeerId = Brand<string, 'PeerId'>
/** A client's claim on one answer. The name of its request is part of its type. */
export type Ticket<Name extends string = string> = Brand<number, { readonly ticket: Name }>
/** Sixteen hexadecimal digits that stand for a piece of plain data. */
export type Digest = Brand<string, 'Digest'>

export const peerIdBytesMax = 128

/** Names a peer. What comes from outside goes through the `peer` shape instead. */
export function peerId(name: string): PeerId {
  const length = utf8Length(name)
  if (length === 0 || length > peerIdBytesMax) {
    throw new RangeError(`peer: expected 1 to ${peerIdBytesMax} bytes of text, got ${length}`)
  }
  return name as PeerId
}

/** The members of a cluster by their names, or by how many there are: then they are called n1, n2, ... */
export const namesOf = (members: number | readonly PeerId[]): readonly PeerId[] =>
  typeof members === 'number' ? Array.from({ length: members }, (_, place) => peerId(`n${place + 1}`)) : members
