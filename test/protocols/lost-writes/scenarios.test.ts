// Goal: one story, three ends. Method: each is run for some seeds, and everyone's cart is looked at.

import { describe, expect, test } from 'vitest'
import { prepare, run } from '../../../src/lab/experiment.ts'
import { cartsIn } from '../../../src/protocols/lost-writes/cart.ts'
import lab from '../../../src/protocols/lost-writes/lab.ts'
import type { CartNode } from '../../../src/protocols/lost-writes/protocol.ts'

const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

/** What everyone shows at the end of a scenario, or at another time; it must be the same. */
function shownIn(scenario: string, seed: number, atMs?: number): readonly (readonly string[])[] {
  const { simulator, scenario: plan } = prepare({ lab, scenario, seed })
  simulator.runTo(atMs ?? plan.forMs)
  const [first, ...others] = simulator.members.map(peer => cartsIn((simulator.node(peer) as CartNode).store))
  for (const other of others) expect(other).toEqual(first)
  return first!
}

const broken = (scenario: string, seed: number): readonly string[] =>
  run({ lab, scenario, seed }).rules.flatMap(({ id, verdict }) => (verdict.is === 'broken' ? [id] : []))

describe('bread is taken out and eggs put in; elsewhere milk is put in; then tea', () => {
  test.each([
    ['cart-latest', [['bread', 'milk', 'tea']], ['R1', 'R2']],
    ['cart-siblings', [['bread', 'eggs', 'milk', 'tea']], ['R2']],
    ['cart-additions', [['eggs', 'milk', 'tea']], []],
  ])('%s ends with %j, and breaks %j', (scenario, cart, rules) => {
    for (const seed of seeds) {
      expect(shownIn(scenario, seed)).toEqual(cart)
      expect(broken(scenario, seed)).toEqual(rules)
    }
  })

  test('siblings are shown to everyone as long as nobody has decided', () => {
    for (const seed of seeds) expect(shownIn('cart-siblings', seed, 4_400)).toEqual([['bread', 'milk'], ['eggs']])
  })
})

describe('milk is put in by one who has seen the bread, while the clock of the other is ahead', () => {
  test.each([
    ['clock-ahead-latest', [['bread']], ['R1']],
    ['clock-ahead-siblings', [['bread', 'milk']], []],
    ['clock-ahead-additions', [['bread', 'milk']], []],
  ])('%s ends with %j, and breaks %j', (scenario, cart, rules) => {
    for (const seed of seeds) {
      expect(shownIn(scenario, seed)).toEqual(cart)
      expect(broken(scenario, seed)).toEqual(rules)
    }
  })
})

describe('what was lost', () => {
  const lossesIn = (scenario: string, seed: number): number => {
    const { simulator, scenario: plan } = prepare({ lab, scenario, seed })
    simulator.runTo(plan.forMs)
    return simulator.members.reduce((sum, peer) => sum + (simulator.node(peer) as CartNode).lost, 0)
  }

  test.each([
    ['cart-latest', 1],
    ['clock-ahead-latest', 1],
    ['cart-siblings', 0],
    ['cart-additions', 0],
  ])('is counted where it was acknowledged: in %s %i edits', (scenario, losses) => {
    for (const seed of seeds) expect(lossesIn(scenario, seed)).toBe(losses)
  })
})

describe('a family that fills its cart from everywhere', () => {
  test('loses things with the latest cart, and brings things back with siblings; a seed shows each', () => {
    const fallen = (keeps: string): ReadonlySet<string> =>
      new Set(
        seeds.flatMap(seed =>
          run({ lab, seed, options: { keeps } }).rules.flatMap(({ id, verdict }) =>
            verdict.is === 'broken' ? [id] : [],
          ),
        ),
      )
    expect(fallen('latest')).toContain('R1')
    expect(fallen('siblings')).toContain('R2')
    expect(fallen('siblings')).not.toContain('R1')
    expect(fallen('additions')).toEqual(new Set())
  })
})
