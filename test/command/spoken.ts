// A command, spoken to in this process: what it wrote, and how it ended.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { ExitCode } from '../../src/command/command.ts'
import type { Io } from '../../src/command/io.ts'
import { tabswarm } from '../../src/command/tabswarm.ts'

export interface Spoken {
  readonly code: ExitCode
  readonly out: string
  readonly err: string
}

export async function speak(...typed: readonly string[]): Promise<Spoken> {
  return speakTo({}, ...typed)
}

export async function speakTo(io: Partial<Io>, ...typed: readonly string[]): Promise<Spoken> {
  const out: string[] = []
  const err: string[] = []
  const code = await tabswarm(typed, {
    out: text => void out.push(`${text}\n`),
    err: text => void err.push(`${text}\n`),
    progress: null,
    hands: 1,
    onInterrupt: () => () => {},
    ...io,
  })
  return { code, out: out.join(''), err: err.join('') }
}

/** A folder that is gone when the tests of a file are over. */
export function scratch(): { path(name: string): string; write(name: string, text: string | Uint8Array): string } {
  const folder = mkdtempSync(join(tmpdir(), 'tabswarm-command-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const path = (name: string): string => join(folder, name)
  return {
    path,
    write(name, text) {
      writeFileSync(path(name), text)
      return path(name)
    },
  }
}
