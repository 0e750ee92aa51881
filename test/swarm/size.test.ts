// The first load of the network stack, as a browser downloads it.

import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const firstLoadBytesMax = 150_000

it('joinRoom and all that it needs at once stay under 150 kB gzipped', { timeout: 60_000 }, async () => {
  const built = (await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: { input: join(root, 'src/swarm/join-room.ts'), preserveEntrySignatures: 'strict' },
    },
  })) as Rolldown.RolldownOutput
  const chunks = built.output.filter(part => part.type === 'chunk')
  const first = loadedAtOnce(chunks)
  const bytes = first.reduce((sum, { code }) => sum + gzipSync(code).length, 0)
  console.log(`first load: ${bytes} bytes in ${first.length} of ${chunks.length} chunks`)
  expect(bytes).toBeGreaterThan(50_000) // or it is not the network stack
  expect(bytes).toBeLessThan(firstLoadBytesMax)
})

/** The entry, and all that is imported from there without waiting; not what only a later part imports. */
function loadedAtOnce(chunks: readonly Rolldown.OutputChunk[]): Rolldown.OutputChunk[] {
  const first = new Set(chunks.filter(({ isEntry }) => isEntry))
  for (const { imports } of first)
    for (const fileName of imports) first.add(chunks.find(chunk => chunk.fileName === fileName)!)
  return [...first]
}
