// What faults leave of a network, beyond the fate of single messages.

import { describe, expect, test } from 'vitest'
import { peerId } from '../../src/core/ids.ts'
import { afterFault, largestGroup, quietNetwork } from '../../src/faults/conditions.ts'

const members = ['n1', 'n2', 'n3', 'n4', 'n5'].map(peerId)

const parted = (...groups: string[][]) =>
  afterFault(quietNetwork, { type: 'partition', groups: groups.map(group => group.map(peerId)) }, quietNetwork)

describe('the largest group', () => {
  test('of a whole network is everyone', () => {
    expect(largestGroup(members, quietNetwork)).toEqual(members)
  })

  test('of a parted one is the side with the most of those asked for', () => {
    const conditions = parted(['n1', 'n2'], ['n3', 'n4', 'n5'])
    expect(largestGroup(members, conditions)).toEqual(['n3', 'n4', 'n5'])
    expect(largestGroup(members.slice(0, 3), conditions)).toEqual(['n1', 'n2'])
  })

  test('of equals is the one with the first member', () => {
    expect(largestGroup(members, parted(['n3', 'n4'], ['n2', 'n5']))).toEqual(['n2', 'n5'])
  })

  test('is one member where all stand in no group', () => {
    expect(largestGroup(members, parted())).toEqual(['n1'])
    expect(largestGroup([], parted())).toEqual([])
  })
})
