// The protocols of the house, found by their folders: in the checkout as it is written, in a package as it was built.

import { existsSync, readdirSync } from 'node:fs'
import type { Lab } from '../lab/lab.ts'
import { BadArgument } from './order.ts'

const here = import.meta.url
export const protocolsFolder = new URL('../protocols/', here)

/** What this file ends in, its neighbours end in. */
export const extension = here.slice(here.lastIndexOf('.'))

export function protocolNames(): readonly string[] {
  return readdirSync(protocolsFolder)
    .filter(name => existsSync(labAddress(name)))
    .sort()
}

/** Loads one lab; the others stay where they are. */
export async function loadLab(name: string, field = 'PROTOCOL'): Promise<Lab> {
  const names = protocolNames()
  if (!names.includes(name)) throw new BadArgument(field, `expected one of ${names.join(', ')}, got '${name}'`)
  const { default: lab } = (await import(labAddress(name).href)) as { readonly default: Lab }
  return lab
}

const labAddress = (name: string): URL => new URL(`${name}/lab${extension}`, protocolsFolder)
