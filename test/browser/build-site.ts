// Builds the site as a visitor gets it, once for all stories of a run; whoever serves it finds it by the environment.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'

const variable = 'TABSWARM_SITE'

export function siteFolder(): string {
  const folder = process.env[variable]
  if (folder === undefined) throw new Error(`${variable} names no folder: Playwright's set-up has not built the site`)
  return folder
}

export default async function buildSite(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'tabswarm-site-'))
  const root = join(import.meta.dirname, '../..')
  await build({ root, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } })
  process.env[variable] = folder
  return () => rm(folder, { recursive: true })
}
