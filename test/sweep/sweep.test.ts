// Goal: a sweep that finds something says so with its seed, and by its exit code. Method: small sweeps of ping.

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { perform } from './task.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')

describe('a sweep', { timeout: 60_000 }, () => {
  test('prints the kill table and ends well where nothing breaks', async () => {
    const { stdout } = await sweep('ping', '20')
    expect(stdout).toContain('20 storms of ping: nothing broke')
    expect(stdout).toMatch(/^takesOldAnswers +R1 +\d+ +Counts an answer to any round/m)
    expect(stdout).toMatch(/^neverSuspects +R3 +\d+ /m)
  })

  test('judges histories beside trying every order', async () => {
    const { stdout } = await sweep('histories', '20')
    expect(stdout).toContain('20 histories of each kind: nothing broke')
  })

  test.each([
    [['pong'], 'lab: expected one of'],
    [['ping', 'many'], "seeds: expected a whole number of at least 1, got 'many'"],
  ])('of %j names the argument that is wrong', async (words, problem) => {
    await expect(sweep(...words)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(problem) })
  })

  test('performs storms and hunts by name', async () => {
    expect(await perform({ is: 'storms', lab: 'ping', from: 1, to: 3 })).toEqual({ is: 'storms', broken: [] })
    expect(await perform({ is: 'hunt', lab: 'ping', mutant: 'forgetsItsRound' })).toMatchObject({
      seed: expect.any(Number),
    })
  })
})

function sweep(...words: readonly string[]) {
  return run(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), 'test/sweep.ts', ...words], { cwd: root })
}
