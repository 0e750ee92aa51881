// Builds the pages of these tests as a real site is built, and serves them to a browser on the loopback.

import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sirv from 'sirv'
import { build } from 'vite'
import { compileHints } from '../compile-hints.ts'
import { chromiumFlags, findChromium } from '../find-chromium.ts'

/** A folder with pages, by their names. */
export interface PagesFolder {
  readonly root: string
  readonly pages: readonly string[]
}

const swarmPages: PagesFolder = {
  root: join(import.meta.dirname, 'pages'),
  pages: ['acceptance', 'cluster', 'room'],
}

export interface BuiltPages {
  readonly folder: string
  dispose(): Promise<void>
}

export interface ServedPages {
  readonly origin: string
  close(): Promise<void>
}

export async function buildPages({ root, pages } = swarmPages): Promise<BuiltPages> {
  const folder = await mkdtemp(join(tmpdir(), 'tabswarm-pages-'))
  await build({
    root,
    configFile: false,
    base: './',
    logLevel: 'error',
    plugins: [compileHints(/./)],
    build: {
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { input: pages.map(page => join(root, `${page}.html`)) },
    },
  })
  return { folder, dispose: () => rm(folder, { recursive: true }) }
}

export async function servePages(from = swarmPages): Promise<ServedPages> {
  const built = await buildPages(from)
  const server = createServer(sirv(built.folder))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await built.dispose()
    },
  }
}

/** Gives 127.0.0.1 as an ICE candidate, where there is no other interface; needs the permissions below as well. */
export const loopbackFlags = [
  '--allow-loopback-in-peer-connection',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
] as const
export const loopbackPermissions = ['camera', 'microphone'] as const

/** Another name for the loopback, which makes a page an insecure context: no crypto.subtle, no locks. */
export const insecureHost = 'lab.test'

const chromium = findChromium()
export const loopbackLaunch = {
  args: [...chromiumFlags, ...loopbackFlags, `--host-resolver-rules=MAP ${insecureHost} 127.0.0.1`],
  ...(chromium ? { executablePath: chromium } : {}),
}
