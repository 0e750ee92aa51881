// Replicas and logs side by side.

import { describe, expect, test } from 'vitest'
import { convergent } from '../../src/checkers/convergent.ts'
import { noFork } from '../../src/checkers/no-fork.ts'
import { digest } from '../../src/core/digest.ts'
import { peerId } from '../../src/core/ids.ts'

const replica = (name: string, operations: readonly string[], shows: unknown) => ({
  peer: peerId(name),
  operations,
  digest: digest(shows),
})

describe('convergent', () => {
  test('holds where the same operations show the same, in any order', () => {
    expect(convergent([replica('a', ['1', '2'], 'ab'), replica('b', ['2', '1'], 'ab')]).is).toBe('holds')
  })

  test('asks nothing of replicas that know different operations', () => {
    expect(convergent([replica('a', ['1', '2'], 'ab'), replica('b', ['1'], 'a')]).is).toBe('holds')
  })

  test('shows the two that know the same and differ', () => {
    const [left, right] = [replica('a', ['1', '2'], 'ab'), replica('c', ['1', '2'], 'ba')]
    const found = convergent([left, replica('b', ['1'], 'x'), right])
    expect(found).toMatchObject({ is: 'broken', evidence: [left, right] })
  })
})

const log = (name: string, ...entries: readonly unknown[]) => ({ peer: peerId(name), entries })

describe('no fork', () => {
  test('holds where each log is a prefix of the longest', () => {
    expect(noFork([]).is).toBe('holds')
    expect(noFork([log('a', 1, 2), log('b'), log('c', 1, 2, { x: 3 }), log('d', 1, 2, { x: 3 })]).is).toBe('holds')
  })

  test('shows where two logs part', () => {
    const [long, short] = [log('a', 1, 2, 3), log('b', 1, 4)]
    expect(noFork([short, long])).toMatchObject({
      is: 'broken',
      evidence: { longest: long, other: short, index: 1 },
      explanation: 'at index 1, a and b hold 2 and 4',
    })
  })

  test('is seen between two logs of one length', () => {
    expect(noFork([log('a', 1, 2), log('b', 1, 3)]).is).toBe('broken')
  })
})
