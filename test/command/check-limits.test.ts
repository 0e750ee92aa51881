// Goal: a check ends within its memory and its time, and says so. Method: a history with more orders than can be tried, in a
// process with little memory.

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scratch } from './spoken.ts'

const root = join(import.meta.dirname, '../..')
const files = scratch()

/** From each of eight values to each other at once: a walk that ends where it began, though the reader saw another end. */
function tangled(): string {
  const values = Array.from({ length: 8 }, (_, value) => value)
  const steps = values.flatMap(from => values.filter(to => to !== from).map(to => [from, to]))
  const swaps = steps.map((value, process) => ({ process, f: 'cas', value }))
  const alone = (process: string, f: string, value: number, asked: number | null) => [
    { process, f, type: 'invoke', value: asked },
    { process, f, type: 'ok', value },
  ]
  const events = [
    ...alone('writer', 'write', 0, 0),
    ...swaps.map(one => ({ ...one, type: 'invoke' })),
    ...swaps.map(one => ({ ...one, type: 'ok' })),
    ...alone('reader', 'read', 1, null),
  ]
  return [{ history: 1, model: 'cas-register' }, ...events].map(event => JSON.stringify(event)).join('\n')
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
