// Goal: a check ends within its memory and its time, and says so. Method: a history with more orders than can be tried, in a
// process with little memory.

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scratch } from './spoken.ts'

const root = join(import.meta.dirname, '../..')
const files = scratch()

/** Forty values enter a queue at once, some of them twice, and the last to leave is one that cannot have been the last. */
function tangled(): string {
  const count = 40
  const kinds = 30
  const enqueues = Array.from({ length: count }, (_, process) => ({ process, f: 'enqueue', value: process % kinds }))
  const dequeues = enqueues.map(({ value }, index) => (index === count - 1 ? kinds - 1 : value))
  const events = [
    ...enqueues.map(one => ({ ...one, type: 'invoke' })),
    ...enqueues.map(one => ({ ...one, type: 'ok' })),
    ...dequeues.flatMap(value => [
      { process: 'taker', type: 'invoke', f: 'dequeue', value: null },
      { process: 'taker', type: 'ok', f: 'dequeue', value },
    ]),
  ]
  return [{ history: 1, model: 'queue' }, ...events].map(event => JSON.stringify(event)).join('\n')
}

test('with little memory it gives up before the memory does', { timeout: 60_000 }, async () => {
  const main = join(root, 'src/command/main.ts')
  const typed = ['--max-old-space-size=64', '--import', 'tsx', main, 'check', files.write('tangled.jsonl', tangled())]
  const { code, out } = await new Promise<{ code: number | null; out: string }>(resolve => {
    const child = spawn(process.execPath, typed, { cwd: root })
    let out = ''
    child.stdout.on('data', chunk => (out += chunk))
    child.on('close', code => resolve({ code, out }))
  })
  expect({ code, out }).toEqual({ code: 3, out: expect.stringContaining('unknown, too many ways to order') })
})
