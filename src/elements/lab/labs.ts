// All labs of the house, each a chunk of its own that is loaded when a page shows it.

import type { Lab } from '../../lab/lab.ts'

type Loaders = Readonly<Record<string, () => Promise<Lab>>>

const whole: Loaders = import.meta.glob<Lab>('../../protocols/*/lab.ts', { import: 'default' })
const openings: Loaders = import.meta.glob<Lab>('../../protocols/*/lab.ts', { import: 'default', query: '?opening' })

export const labNames: readonly string[] = Object.keys(whole)
  .map(path => path.split('/').at(-2)!)
  .sort()

/** Null where no lab has this name. */
export const labNamed = (name: string): Promise<Lab | null> => load(whole, name)

/** The same without its rules, mistakes and challenges: enough to run it, and loaded sooner. */
export const openingNamed = (name: string): Promise<Lab | null> => load(openings, name)

async function load(loaders: Loaders, name: string): Promise<Lab | null> {
  return labNames.includes(name) ? await loaders[`../../protocols/${name}/lab.ts`]!() : null
}
