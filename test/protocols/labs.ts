// All labs of the house, found by their place: a new folder is under test from its first moment.

import type { Lab } from '../../src/lab/lab.ts'

const found = import.meta.glob<Lab>('../../src/protocols/*/lab.ts', { eager: true, import: 'default' })
const texts = import.meta.glob<string>('../../src/protocols/*/README.md', {
  eager: true,
  import: 'default',
  query: '?raw',
})

export interface HousedLab {
  readonly folder: string
  readonly lab: Lab
  readonly readme: string
}

export const housedLabs: readonly HousedLab[] = Object.entries(found).map(([path, lab]) => {
  const folder = path.split('/').at(-2)!
  return { folder, lab, readme: texts[`../../src/protocols/${folder}/README.md`] ?? '' }
})
