// Goal: the suite over all protocols can fail. Method: its instruments are shown a ping that breaks each promise.

import { describe, expect, test } from 'vitest'
import { peerId } from '../../src/core/ids.ts'
import type { AnyProtocol } from '../../src/core/protocol.ts'
import { run } from '../../src/lab/experiment.ts'
import type { Lab } from '../../src/lab/lab.ts'
import ping from '../../src/protocols/ping/lab.ts'
import { tellNonsense, withBabblers } from './babble.ts'
import { hunt } from './hunt.ts'
import { measure } from './measure.ts'
import { firstDivergence } from './solitude.ts'
import { survey, wordsOf } from './survey.ts'

describe('the suite over all protocols', () => {
  test('names the seed and the rule of what breaks, and still hears every word', () => {
    const { broken, words } = survey(mutated('takesOldAnswers'))
    expect(broken.join('\n')).toMatch(/slow-answers, seed 1: \[R1\] A peer is reported alive only .* But n\d took/)
    expect(wordsOf(ping.protocol({}).vocabulary).filter(word => !words.has(word))).toEqual([])
  })

  test('names the seed of a run that stops', () => {
    const { broken } = survey(pingWith({ onTimer: { round: fails, overdue: fails } }))
    expect(broken[0]).toMatch(/^calm, seed 1: Error: a bug/)
  })

  test('misses the words that nobody says', () => {
    const { words, reached } = survey(mutated('neverSuspects'))
    expect(words.has('event vanished')).toBe(false)
    expect(reached.has('R4')).toBe(false)
  })

  test('does not take an honest protocol for a mutant', () => {
    const rightful = { name: 'rightful', says: 'Nothing is wrong with it.', breaks: 'R1', protocol: ping.protocol }
    expect(hunt({ ...ping, mutants: [rightful] }, 'rightful', 5)).toBeNull()
  })

  test('notices a node that leans on something outside of it', () => {
    let told = 0
    const forgetful = pingWith({ start: (ctx, durable) => honest.start(ctx, durable ?? { serial: told++ }) })
    expect(firstDivergence({ lab: ping, seed: 1 })).toBeNull()
    expect(firstDivergence({ lab: forgetful, seed: 1 })).toMatch(/^n1 at 0: another state/)
  })

  test('notices a node that trips over nonsense', () => {
    expect(() => tellNonsense({ lab: pingWith({ onMessage: { ping: fails, pong: fails } }), seed: 1 })).toThrow('a bug')
  })

  test('notices state, effects and tickets that only ever grow', () => {
    const hoarder = pingWith({
      onTimer: {
        ...honest.onTimer,
        round(node, timer, ctx) {
          for (let number = 0; number < 100; number++) node.alive.add(`${number} at ${ctx.now}`)
          honest.onTimer.round!(node, timer, ctx)
          for (let number = 0; number < 100; number++) ctx.broadcast({ type: 'ping', serial: node.serial })
        },
      },
    })
    const [lean, fat] = [measure(ping), measure(hoarder)]
    expect(fat.partsLate).toBeGreaterThan(1.5 * fat.partsEarly + 64)
    expect(lean.partsLate).toBeLessThan(10)
    expect(fat.effects).toBeGreaterThan(200)
  })

  test('lets babblers babble, and nobody else', () => {
    const heard = new Set<string>()
    run({
      lab: withBabblers(ping, [peerId('n3')], 7),
      seed: 7,
      listen({ kind, input }: any) {
        if (kind === 'step' && input.kind === 'message') heard.add(`${input.from} ${input.message.serial > 1e9}`)
      },
    })
    expect([...heard].filter(line => line.endsWith('true'))).toEqual(['n3 true'])
  })
})

const honest: AnyProtocol = ping.protocol({})

function pingWith(change: Partial<AnyProtocol>): Lab {
  return { ...ping, protocol: options => ({ ...(ping.protocol(options) as AnyProtocol), ...change }) }
}

function mutated(name: string): Lab {
  return { ...ping, protocol: ping.mutants.find(mutant => mutant.name === name)!.protocol }
}

function fails(): never {
  throw new Error('a bug')
}
