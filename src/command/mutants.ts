// `tabswarm mutants`: the kill table. A checker that has never failed is not yet a checker.

import { headerOf } from '../lab/header.ts'
import { type Lab, recoveryMs, weatherOf } from '../lab/lab.ts'
import type { Command } from './command.ts'
import { share } from './crew.ts'
import type { Io } from './io.ts'
import { BadArgument } from './order.ts'
import { progressOf } from './progress.ts'
import { loadLab, protocolNames } from './protocols.ts'
import { table } from './table.ts'

const seedsAsked = 200
/** Most fall at once: these seeds are tried before others are called to help. */
const seedsAlone = 4

interface Kill {
  readonly protocol: string
  readonly mutant: string
  readonly breaks: string
  readonly says: string
  /** The first seed with which the rule falls; null where it never does. */
  readonly seed: number | null
}

export const mutants: Command = {
  name: 'mutants',
  says: 'Prints the kill table: each mutant, the rule it must break, and how many seeds that took.',
  words: 'PROTOCOL|--all',
  options: {
    all: { says: 'The mutants of every protocol.' },
    seeds: { takes: 'N', says: `How many seeds to try before a mutant counts as alive; ${seedsAsked}, if not given.` },
  },

  async run(order, io) {
    if (order.has('all') && order.words.length > 0) throw new BadArgument('PROTOCOL', 'expected none with --all')
    const names = order.has('all') ? protocolNames() : [order.onlyWord('PROTOCOL')]
    const seeds = order.whole('seeds', 1, 1_000_000) ?? seedsAsked
    const labs = await Promise.all(names.map(name => loadLab(name)))
    const hunts = labs.flatMap(lab => lab.mutants.map(({ name }) => ({ lab, name })))
    const progress = progressOf(order, io, hunts.length, 'mutants')
    const kills: Kill[] = []
    for (const { lab, name } of hunts) {
      progress(kills.length)
      kills.push(await hunt(lab, name, seeds, io))
    }
    progress()
    if (order.has('json')) io.out(JSON.stringify(kills))
    else io.out(table([['protocol', 'mutant', 'rule', 'seeds', ''], ...kills.map(row)], ''))
    return kills.some(({ seed }) => seed === null) ? 1 : 0
  },
}

const row = ({ protocol, mutant, breaks, says, seed }: Kill): string[] => [
  protocol,
  mutant,
  breaks,
  seed === null ? 'alive' : `${seed}`,
  says,
]

/** In the scenario that the mutant names, or else in the worst weather that the protocol's model allows. */
async function hunt(lab: Lab, name: string, seeds: number, io: Io): Promise<Kill> {
  const { breaks, says, scenario } = lab.mutants.find(mutant => mutant.name === name)!
  const weather = scenario === undefined ? weatherOf(lab) : null
  const { forMs } = lab.scenarios.find(one => one.name === scenario) ?? lab.scenarios[0]!
  const header = headerOf({
    lab,
    seed: 1,
    mutant: name,
    storm: weather,
    forMs: weather === null ? forMs : Math.max(forMs, weather.untilMs + recoveryMs),
    ...(scenario === undefined ? {} : { scenario }),
  })
  let killer: number | null = null
  const search = (from: number, count: number): Promise<boolean> =>
    share(
      {
        count,
        task: index => ({ kind: 'run', header: { ...header, seed: from + index } }) as const,
        take(result, index) {
          const isBroken =
            result.is === 'judged' &&
            result.report.rules.some(({ id, verdict }) => id === breaks && verdict.is === 'broken')
          if (isBroken) killer = from + index
          return !isBroken
        },
      },
      io,
    )
  const alone = Math.min(seeds, seedsAlone)
  if (await search(1, alone)) await search(1 + alone, seeds - alone)
  return { protocol: lab.name, mutant: name, breaks, says, seed: killer }
}
