// A lock that one owner holds at a time. Each time it is acquired it gives a higher token, by which whoever is written to
// can tell an owner of today from one of yesterday.

import type { Machine } from '../machine.ts'
import { maybe, nat, type Of, oneOf, record, textOf } from '../shape.ts'

export const ownerBytesMax = 256

const owner = textOf(ownerBytesMax)

const command = oneOf({ acquire: { owner }, release: { owner }, look: {} })

const answer = oneOf({
  acquired: { token: nat },
  /** Somebody holds it, be it the asker itself. */
  held: { owner },
  released: {},
  /** Only the owner can release it. */
  notOwner: {},
  free: {},
})

const state = record({ owner: maybe(owner), token: nat })

export type LockCommand = Of<typeof command>
export type LockAnswer = Of<typeof answer>
export type LockState = Of<typeof state>

export const lock: Machine<LockState, LockCommand, LockAnswer> = {
  name: 'lock',
  command,
  answer,
  state,
  initial: { owner: null, token: 0 },

  apply(state, command) {
    switch (command.type) {
      case 'acquire': {
        if (state.owner !== null) return { state, answer: looked(state) }
        const token = state.token + 1
        return { state: { owner: command.owner, token }, answer: { type: 'acquired', token } }
      }
      case 'release':
        if (state.owner !== command.owner) return { state, answer: { type: 'notOwner' } }
        return { state: { owner: null, token: state.token }, answer: { type: 'released' } }
      case 'look':
        return { state, answer: looked(state) }
    }
  },

  read: (state, command) => (command.type === 'look' ? looked(state) : null),
}

const looked = ({ owner }: LockState): LockAnswer => (owner === null ? { type: 'free' } : { type: 'held', owner })
