// Goal: OM(m) sends exactly what the formula says. Method: loyal armies of many sizes, counted.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../../../src/lab/experiment.ts'
import lab from '../../../src/protocols/byzantine-generals/lab.ts'
import { describeGroundTruth } from '../../ground-truth.ts'

const messagesOf = (nodes: number, m: number): number =>
  run({ lab, seed: 1, scenario: 'loyal', nodes, options: { m } }).counts.messages

test.each([
  [4, 1, 9],
  [3, 1, 4],
  [2, 3, 1],
])('[R4] %i generals with m = %i send %i messages, however many traitors that can bear', (nodes, m, messages) => {
  expect(messagesOf(nodes, m)).toBe(messages)
})

describeGroundTruth('the message counts of OM(m)', 'formulas', path => {
  const facts = JSON.parse(readFileSync(join(path, 'message-counts.json'), 'utf8'))
  for (const [setting, messages] of Object.entries<number>(facts['oral_messages_OM(m)'].values)) {
    test(`[R4] ${setting}: ${messages} (§3)`, () => {
      const [, nodes, m] = /n=(\d+),m=(\d+)/.exec(setting)!
      expect(messagesOf(Number(nodes), Number(m))).toBe(messages)
    })
  }
})
