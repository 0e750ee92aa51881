// A turnstile lets so many through at a time, in the order in which they came.

import { describe, expect, it } from 'vitest'
import { Turnstile } from '../../src/swarm/turnstile.ts'

describe('a turnstile', () => {
  it('lets the next one in when one leaves, first come, first served', async () => {
    const turns = new Turnstile(2)
    const inside: string[] = []
    const enter = async (name: string) => {
      const leave = await turns.enter()
      inside.push(name)
      return leave
    }
    const [ann, bob] = [await enter('ann'), await enter('bob')]
    const [cyd, dan] = [enter('cyd'), enter('dan')]
    await Promise.resolve()
    expect([inside, turns.waiting]).toEqual([['ann', 'bob'], 2])
    bob()
    const leaveCyd = await cyd
    expect([inside, turns.waiting]).toEqual([['ann', 'bob', 'cyd'], 1])
    leaveCyd()
    ann()
    await dan
    expect(turns.waiting).toBe(0)
  })
  it('counts whoever leaves twice once', async () => {
    const turns = new Turnstile(1)
    const leave = await turns.enter()
    leave()
    leave()
    await turns.enter()
    let isIn = false
    void turns.enter().then(() => (isIn = true))
    await new Promise(resolve => setTimeout(resolve))
    expect([isIn, turns.waiting]).toEqual([false, 1])
  })
  it('that is made narrower lets nobody in until so many have left; made wider, it lets in all it can', async () => {
    const turns = new Turnstile(2)
    const [leave, leaveToo] = [await turns.enter(), await turns.enter()]
    let inside = 0
    for (let number = 0; number < 4; number++) void turns.enter().then(() => inside++)
    turns.atOnce = 1
    leave()
    await new Promise(resolve => setTimeout(resolve))
    expect(inside).toBe(0)
    turns.atOnce = 3
    leaveToo()
    await new Promise(resolve => setTimeout(resolve))
    expect([inside, turns.waiting]).toEqual([3, 1])
  })
})
