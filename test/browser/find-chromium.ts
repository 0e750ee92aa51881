// Where a Chromium is on this machine, and with which flags every test here starts it.

import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright'

/** No sandbox, because containers have none to give; the others keep a test browser off the network. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const

/** All that the search looks at, so that a test can describe a machine without having it. */
export interface Machine {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Where Playwright keeps the browser that it downloads, downloaded or not. */
  readonly playwrightsOwn: string
  isExecutable(path: string): boolean
}

export class ChromiumError extends Error {
  override readonly name = 'ChromiumError'
}

export const commandNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'] as const

/** The Chromium to use, or null. One that was named but cannot be started is an error: silence would test another. */
export function findChromium(machine: Machine = thisMachine): string | null {
  const found = candidates(machine).find(path => machine.isExecutable(path))
  const named = machine.environment.TABSWARM_CHROMIUM
  if (named && !found) throw new ChromiumError(`TABSWARM_CHROMIUM: expected a program, got ${named}`)
  return found ?? null
}

export const thisMachine: Machine = {
  environment: process.env,
  playwrightsOwn: chromium.executablePath(),
  isExecutable(path) {
    try {
      accessSync(path, constants.X_OK)
      return statSync(path).isFile()
    } catch {
      return false
    }
  },
}

/** The paths worth trying, best first: what the developer named, what Playwright was made for, what the system has. */
function candidates(machine: Machine): string[] {
  const named = machine.environment.TABSWARM_CHROMIUM
  if (named) return [named]
  const folders = (machine.environment.PATH ?? '').split(delimiter).filter(folder => folder !== '')
  return [
    machine.playwrightsOwn,
    '/usr/bin/chromium',
    ...commandNames.flatMap(name => folders.map(folder => join(folder, name))),
  ]
}
