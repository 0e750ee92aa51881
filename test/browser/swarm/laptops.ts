// Laptops of one school, each a network namespace of its own on a switch; the relay is a machine beside them. Needs root.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Browser, chromium } from '@playwright/test'
import { chromiumFlags, findChromium } from '../find-chromium.ts'

const prefix = `ts${process.pid % 100_000}`
const switchSpace = `${prefix}-switch`
const relayAddress = '10.77.0.1'

export const canMakeLaptops = (): boolean => {
  try {
    execFileSync('ip', ['netns', 'add', `${prefix}-probe`], { stdio: 'ignore' })
    execFileSync('ip', ['netns', 'del', `${prefix}-probe`], { stdio: 'ignore' })
    return true
  } catch {
    return false // not root, or no such command
  }
}

export interface Laptop {
  readonly browser: Browser
  unplug(): void
  /** What a school's firewall does: only TCP passes. */
  blockUdp(): void
  plugIn(): void
}

export interface School {
  readonly origin: string
  laptop(number: number): Promise<Laptop>
  close(): Promise<void>
}

export async function openSchool(pages: string): Promise<School> {
  const undo: (() => unknown)[] = []
  const folder = await mkdtemp(join(tmpdir(), 'tabswarm-school-'))
  undo.push(() => rm(folder, { recursive: true }))
  makeSpace(switchSpace, undo)
  ip('-n', switchSpace, 'link', 'add', 'br0', 'type', 'bridge')
  ip('-n', switchSpace, 'address', 'add', `${relayAddress}/24`, 'dev', 'br0')
  ip('-n', switchSpace, 'link', 'set', 'br0', 'up')
  const relay = await startRelayIn(switchSpace, pages)
  undo.push(() => relay.process.kill())
  return {
    origin: `http://${relayAddress}:${relay.port}`,
    async laptop(number) {
      const space = `${prefix}-l${number}`
      makeSpace(space, undo)
      ip('link', 'add', 'eth0', 'netns', space, 'type', 'veth', 'peer', 'name', `port${number}`, 'netns', switchSpace)
      ip('-n', switchSpace, 'link', 'set', `port${number}`, 'master', 'br0', 'up')
      ip('-n', space, 'address', 'add', `10.77.0.${number + 1}/24`, 'dev', 'eth0')
      // Without an address in version 6: it is proved for two seconds, and its coming is one more change of the network.
      ip('-n', space, 'link', 'set', 'eth0', 'addrgenmode', 'none')
      const plug = (state: 'up' | 'down') => {
        ip('-n', space, 'link', 'set', 'eth0', state)
        if (state === 'up') ip('-n', space, 'route', 'replace', 'default', 'via', relayAddress)
      }
      plug('up')
      await untilPluggedIn(space)
      const executablePath = join(folder, `chromium-${number}`)
      await writeFile(executablePath, `#!/bin/sh\nexec ip netns exec ${space} ${findChromium()} "$@"\n`)
      await chmod(executablePath, 0o755)
      const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] })
      undo.push(() => browser.close())
      return {
        browser,
        unplug: () => plug('down'),
        blockUdp: () => ip('-n', space, 'rule', 'add', 'ipproto', 'udp', 'blackhole'),
        plugIn: () => plug('up'),
      }
    },
    async close() {
      for (const step of undo.reverse()) await step()
    },
  }
}

function makeSpace(space: string, undo: (() => unknown)[]): void {
  ip('netns', 'add', space)
  undo.push(() => ip('netns', 'del', space))
  ip('-n', space, 'link', 'set', 'lo', 'up')
}

/** The kernel says so up to a second after the plug; a browser that hears of it while it loads a page gives the page up. */
async function untilPluggedIn(space: string): Promise<void> {
  for (const deadline = Date.now() + 10_000; ; await delay(20)) {
    const link = execFileSync('ip', ['-n', space, 'link', 'show', 'eth0'], { encoding: 'utf8' })
    if (link.includes('state UP')) return
    if (Date.now() > deadline) throw new Error(`ten seconds after the plug: ${link}`)
  }
}

function ip(...words: string[]): void {
  execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Its first line is its port. */
function startRelayIn(space: string, pages: string): Promise<{ process: ChildProcess; port: number }> {
  const script = join(import.meta.dirname, 'relay-process.ts')
  const started = spawn('ip', ['netns', 'exec', space, process.execPath, '--import', 'tsx', script, pages], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    started.stdout.once('data', line => resolve({ process: started, port: Number(line) }))
    started.once('exit', code => reject(new Error(`the relay ended with ${code}`)))
  })
}
