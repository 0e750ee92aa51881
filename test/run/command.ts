// Runs one command to its end or its limit, its output in plain sight.

import { spawn } from 'node:child_process'

export interface Limits {
  readonly limitMs: number
  readonly environment?: Readonly<Record<string, string>>
}

/** A browser needs a moment to take its own children with it. */
const graceMs = 10_000

/** Says whether the command ended, by itself and well. */
export function run(
  program: string,
  words: readonly string[],
  { limitMs, environment = {} }: Limits,
): Promise<boolean> {
  return new Promise(resolve => {
    const child = spawn(program, words, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment },
    })
    const stop = setTimeout(() => {
      console.log(`${program}: stopped, it was still running after ${Math.round(limitMs / 1000)} s`)
      child.kill('SIGTERM')
    }, limitMs)
    const end = setTimeout(() => child.kill('SIGKILL'), limitMs + graceMs)
    const settle = (endedWell: boolean): void => {
      clearTimeout(stop)
      clearTimeout(end)
      resolve(endedWell)
    }
    child.on('error', error => {
      console.log(`${program}: ${error.message}`)
      settle(false)
    })
    child.on('exit', code => settle(code === 0))
  })
}
