// Where a Firefox is on this machine, if there is one. Playwright drives Debian's own by WebDriver BiDi.

import { join } from 'node:path'
import { type Browser, firefox } from 'playwright'
import { thisMachine } from './find-chromium.ts'

const names = ['firefox-esr', 'firefox'] as const

/** The program, or null: tests that need it say that they were skipped. */
export function findFirefox(): string | null {
  const { environment, isExecutable } = thisMachine
  const named = environment.TABSWARM_FIREFOX
  const folders = ['/usr/bin', ...(environment.PATH ?? '').split(':')]
  const candidates = named ? [named] : folders.flatMap(folder => names.map(name => join(folder, name)))
  return candidates.find(path => isExecutable(path)) ?? null
}

/** Gives 127.0.0.1 as an ICE candidate, where there is no other interface. */
const loopbackPreferences = {
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
}

export const launchFirefox = (executablePath: string): Promise<Browser> =>
  firefox.launch({ channel: 'moz-firefox', executablePath, firefoxUserPrefs: loopbackPreferences })
