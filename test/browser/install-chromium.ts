// What to do on a machine without a Chromium: Playwright's download, then the system's packages, then a clear no.

import { spawnSync } from 'node:child_process'
import { ChromiumError, commandNames, findChromium, type Machine, thisMachine } from './find-chromium.ts'

export interface Command {
  readonly words: readonly [program: string, ...rest: string[]]
  readonly limitMs: number
}

/** A machine that can also be changed. `run` says whether the command ended well within its limit. */
export interface ChangeableMachine extends Machine {
  readonly isRoot: boolean
  run(command: Command): boolean
}

/** Half of what a first test run may cost altogether; a download that is still going by then is as good as none. */
const downloadLimitMs = 180_000
const packagesLimitMs = 300_000

/** Finds a Chromium or installs one; throws, naming all that was tried, when there is none to be had. */
export function obtainChromium(machine: ChangeableMachine = thisChangeableMachine): string {
  const present = findChromium(machine)
  if (present) return present
  const tried: string[] = []
  for (const commands of waysToInstall(machine)) {
    for (const command of commands) {
      tried.push(command.words.join(' '))
      if (!machine.run(command)) break
    }
    const installed = findChromium(machine)
    if (installed) return installed
  }
  throw new ChromiumError(
    [
      'no Chromium, and the browser tests need one. Install it, or name it: TABSWARM_CHROMIUM=/path/to/chromium npm test',
      `looked for: ${machine.playwrightsOwn}, /usr/bin/chromium, and on the PATH ${commandNames.join(', ')}`,
      ...tried.map(command => `tried: ${command}`),
    ].join('\n  '),
  )
}

function waysToInstall(machine: ChangeableMachine): Command[][] {
  return [
    [{ words: [process.execPath, 'node_modules/playwright/cli.js', 'install', 'chromium'], limitMs: downloadLimitMs }],
    systemPackages(machine),
  ]
}

function systemPackages(machine: ChangeableMachine): Command[] {
  const sudo = ['sudo', '-n'] as const
  const asRoot = (program: string, ...rest: string[]): Command => ({
    words: machine.isRoot ? [program, ...rest] : [...sudo, program, ...rest],
    limitMs: packagesLimitMs,
  })
  return [asRoot('apt-get', 'update'), asRoot('apt-get', 'install', '--yes', '--no-install-recommends', 'chromium')]
}

const thisChangeableMachine: ChangeableMachine = {
  ...thisMachine,
  isRoot: process.getuid?.() === 0,
  run({ words: [program, ...rest], limitMs }) {
    console.log(`$ ${[program, ...rest].join(' ')}`)
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const ended = spawnSync(program, rest, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: environment,
      timeout: limitMs,
    })
    if (ended.error) console.log(`${program}: ${ended.error.message}`)
    return ended.status === 0
  },
}
