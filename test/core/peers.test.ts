// Goal: every node sees all members but itself, through one shared list. Method: each place of small clusters.

import { describe, expect, test } from 'vitest'
import { type PeerId, peerId } from '../../src/core/ids.ts'
import { Members } from '../../src/core/peers.ts'

const names = ['n1', 'n2', 'n3'].map(peerId)
const members = new Members(names)
const stranger = peerId('stranger')

describe('the others', () => {
  test.each(names)('of %s are everyone else, in one order', self => {
    const others = members.others(self)
    const expected = names.filter(name => name !== self)
    expect([...others]).toEqual(expected)
    expect(others.length).toBe(2)
    expect([others.at(0), others.at(1), others.at(2)]).toEqual([...expected, undefined])
    expect([...names, stranger].filter(peer => others.includes(peer))).toEqual(expected)
  })

  test('of somebody who is no member are all members', () => {
    const others = members.others(stranger)
    expect([...others]).toEqual(names)
    expect(others.length).toBe(3)
  })

  test('of the only member are none', () => {
    const others = new Members(names.slice(0, 1)).others(names[0]!)
    expect([others.length, others.at(0), [...others]]).toEqual([0, undefined, []])
  })
})

test('a member has a place, and a stranger none', () => {
  expect([...names, stranger].map(peer => members.placeOf(peer))).toEqual([0, 1, 2, -1])
})

test('members stay as they were when the list they came from changes', () => {
  const list: PeerId[] = [...names]
  const frozen = new Members(list)
  list.pop()
  expect(frozen.all).toEqual(names)
})

test.each(['', 'x'.repeat(129), '群'.repeat(43)])('a name of no bytes, or of too many, names no peer: %j', name => {
  expect(() => peerId(name)).toThrow('peer: expected 1 to 128 bytes of text')
})
