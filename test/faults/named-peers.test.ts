// Goal: a fault names whom it strikes, and of those who are not there nothing is left. Method: every kind of fault, drawn
// from its shape.

import { expect, test } from 'vitest'
import { peerId } from '../../src/core/ids.ts'
import { SeededRandom } from '../../src/core/random.ts'
import { fault } from '../../src/faults/fault.ts'
import { among, peersNamedBy } from '../../src/faults/named-peers.ts'

const [n1, n2, n3] = [peerId('n1'), peerId('n2'), peerId('n3')]

test('of any fault the rest names nobody else, and is whole where all are there', () => {
  const random = new SeededRandom(1)
  let strikingNobody = 0
  for (let count = 0; count < 2_000; count++) {
    const one = fault.sample(random)
    expect(among(peersNamedBy(one), one)).toEqual(
      one.type === 'partition' ? { ...one, groups: one.groups.filter(group => group.length > 0) } : one,
    )
    const rest = among([n1, n2], one)
    if (rest === null) strikingNobody++
    else for (const peer of peersNamedBy(rest)) expect([n1, n2]).toContain(peer)
  }
  expect(strikingNobody).toBeGreaterThan(100)
})

test('a link of which one end is everyone names the other', () => {
  expect(peersNamedBy({ type: 'cut', from: n3, to: null })).toEqual([n3])
  expect(peersNamedBy({ type: 'heal' })).toEqual([])
})
