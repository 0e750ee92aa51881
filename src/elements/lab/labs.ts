// All labs of the house, each a chunk of its own that is loaded when a page shows it.

import type { Lab } from '../../lab/lab.ts'

const found = import.meta.glob<Lab>('../../protocols/*/lab.ts', { import: 'default' })

const loaders: ReadonlyMap<string, () => Promise<Lab>> = new Map(
  Object.entries(found).map(([path, load]) => [path.split('/').at(-2)!, load]),
)

export const labNames: readonly string[] = [...loaders.keys()].sort()

/** Null where no lab has this name. */
export async function labNamed(name: string): Promise<Lab | null> {
  return (await loaders.get(name)?.()) ?? null
}
