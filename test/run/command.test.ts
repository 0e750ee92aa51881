// Goal: a command can neither hang the run nor hide how it ended. Method: real commands that end in each way there is.

import { describe, expect, test } from 'vitest'
import { run } from './command.ts'

const node = process.execPath
const limitMs = 30_000

describe('a command', () => {
  test('that ends with 0 ended well', async () => {
    expect(await run(node, ['-e', ''], { limitMs })).toBe(true)
  })

  test('that ends with another code did not', async () => {
    expect(await run(node, ['-e', 'process.exit(3)'], { limitMs })).toBe(false)
  })

  test('that does not exist did not', async () => {
    expect(await run('no-such-program', [], { limitMs })).toBe(false)
  })

  test('that would run for ever is stopped at its limit', async () => {
    expect(await run(node, ['-e', 'setInterval(() => {}, 1000)'], { limitMs: 300 })).toBe(false)
  })

  test('sees the environment that it was given', async () => {
    const script = 'process.exit(process.env.TABSWARM_ANSWER === "42" ? 0 : 1)'
    expect(await run(node, ['-e', script], { limitMs, environment: { TABSWARM_ANSWER: '42' } })).toBe(true)
  })
})
