// Laptops, each a network namespace of its own: on the switch of a school, or at home behind a router of their own. The
// relay, and a server by which a laptop learns its address outside, are a machine on the switch. Needs root.

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
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

/** A home router is rules for `nft`, of the package nftables. */
export const canMakeHomes = (): boolean => canMakeLaptops() && spawnSync('nft', ['--version']).status === 0

export interface Laptop {
  readonly browser: Browser
  unplug(): void
  /** What a school's firewall does: only TCP passes. */
  blockUdp(): void
  plugIn(): void
}

export interface School {
  readonly origin: string
  /** Tells those behind a router how they look from the switch. */
  readonly stunServer: string
  laptop(number: number): Promise<Laptop>
  /** Behind a router that lets nothing in but answers. */
  laptopAtHome(number: number): Promise<Laptop>
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
  const openLaptop = async (space: string, gateway: string): Promise<Laptop> => {
    const plug = (state: 'up' | 'down') => {
      ip('-n', space, 'link', 'set', 'eth0', state)
      if (state === 'up') ip('-n', space, 'route', 'replace', 'default', 'via', gateway)
    }
    plug('up')
    await untilPluggedIn(space)
    const executablePath = join(folder, `chromium-${space}`)
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
  }
  return {
    origin: `http://${relayAddress}:${relay.port}`,
    stunServer: `stun:${relayAddress}:${relay.stunPort}`,
    async laptop(number) {
      const space = `${prefix}-l${number}`
      makeSpace(space, undo)
      toTheSwitch({ space, device: 'eth0', number })
      return await openLaptop(space, relayAddress)
    },
    async laptopAtHome(number) {
      const [router, space] = [`${prefix}-r${number}`, `${prefix}-h${number}`]
      makeSpace(router, undo)
      makeSpace(space, undo)
      toTheSwitch({ space: router, device: 'wan', number })
      ip('-n', router, 'link', 'set', 'wan', 'up')
      ip('-n', router, 'route', 'add', 'default', 'via', relayAddress)
      cable({ space, device: 'eth0', address: '192.168.7.2/24' }, { space: router, device: 'lan' })
      ip('-n', router, 'address', 'add', '192.168.7.1/24', 'dev', 'lan')
      ip('-n', router, 'link', 'set', 'lan', 'up')
      execFileSync('ip', ['netns', 'exec', router, 'sysctl', '-qw', 'net.ipv4.ip_forward=1'])
      execFileSync('ip', ['netns', 'exec', router, 'nft', '-f', '-'], { input: homeRouter })
      return await openLaptop(space, '192.168.7.1')
    },
    async close() {
      for (const step of undo.reverse()) await step()
    },
  }
}

/** What leaves looks as if the router had sent it; what comes unasked is dropped. */
const homeRouter = `table ip home {
  chain out { type nat hook postrouting priority 100; oifname "wan" masquerade; }
  chain in { type filter hook input priority 0; iifname "wan" ct state new drop; }
}`

interface Plug {
  readonly space: string
  readonly device: string
}

function cable(near: Plug & { readonly address: string }, far: Plug): void {
  const { space, device, address } = near
  ip('link', 'add', device, 'netns', space, 'type', 'veth', 'peer', 'name', far.device, 'netns', far.space)
  ip('-n', space, 'address', 'add', address, 'dev', device)
  // Without an address in version 6: it is proved for two seconds, and its coming is one more change of the network.
  ip('-n', space, 'link', 'set', device, 'addrgenmode', 'none')
}

function toTheSwitch({ space, device, number }: Plug & { readonly number: number }): void {
  cable({ space, device, address: `10.77.0.${number + 1}/24` }, { space: switchSpace, device: `port${number}` })
  ip('-n', switchSpace, 'link', 'set', `port${number}`, 'master', 'br0', 'up')
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

/** Its first line is its port, and that of its STUN server. */
function startRelayIn(
  space: string,
  pages: string,
): Promise<{ process: ChildProcess; port: number; stunPort: number }> {
  const script = join(import.meta.dirname, 'relay-process.ts')
  const started = spawn('ip', ['netns', 'exec', space, process.execPath, '--import', 'tsx', script, pages], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    started.stdout.once('data', line => {
      const [port, stunPort] = `${line}`.split(' ').map(Number)
      resolve({ process: started, port: port!, stunPort: stunPort! })
    })
    started.once('exit', code => reject(new Error(`the relay ended with ${code}`)))
  })
}
