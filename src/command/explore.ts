// `tabswarm explore`: every order of events in a small cluster, within bounds, and the shortest way to a broken rule.

import { explore as search } from '../lab/exploration.ts'
import { bounds } from '../simulator/explore.ts'
import { sentence } from '../trace/story.ts'
import { toJson } from '../trace/trace-json.ts'
import type { Command, ExitCode } from './command.ts'
import { progressOf } from './progress.ts'
import { loadLab } from './protocols.ts'
import { namedMutant } from './run-options.ts'
import { readSettings } from './settings.ts'

/** Beyond, no search that ends before the reader does would see anything. */
const nodesMax = 16
const depthMax = 1_000
const statesMax = 100_000_000
/** Faults that may be had in one run; each multiplies the states. */
const faultsMax = 100

export const explore: Command = {
  name: 'explore',
  says: 'Tries every order of events in a small cluster, and finds a shortest way to a broken rule.',
  words: 'PROTOCOL',
  options: {
    nodes: { takes: 'N', says: 'How many nodes; 3, if not given.' },
    depth: { takes: 'D', says: `How many events after all have started; ${bounds.depth}, if not given.` },
    mutant: { takes: 'NAME', says: 'Explores the protocol with one of its named mistakes.' },
    set: { takes: 'option=value', isRepeatable: true, says: 'An option of the protocol.' },
    drops: { takes: 'N', says: 'How many messages may be lost.' },
    duplicates: { takes: 'N', says: 'How many messages may come twice.' },
    crashes: { takes: 'N', says: 'How many times a node may crash.' },
    liars: { takes: 'N', says: 'How many nodes may lie, with the lies that the lab lists.' },
    states: { takes: 'N', says: `Gives up beyond so many states; ${bounds.statesMax}, if not given.` },
    'time-limit': { takes: 'TIME', says: 'Gives up after so long: 60s, 500ms, 2m.' },
  },

  async run(order, io): Promise<ExitCode> {
    const lab = await loadLab(order.onlyWord('PROTOCOL'))
    const mutant = namedMutant(order, lab)
    const nodes = order.whole('nodes', 1, nodesMax) ?? 3
    const depth = order.whole('depth', 1, depthMax) ?? bounds.depth
    const states = order.whole('states', 1, statesMax)
    const limitMs = order.duration('time-limit') ?? Number.POSITIVE_INFINITY
    const deadlineMs = performance.now() + limitMs
    const faults = Object.fromEntries(
      (['drops', 'duplicates', 'crashes', 'liars'] as const).flatMap(name => {
        const count = order.whole(name, 0, faultsMax)
        return count === null ? [] : [[name, count]]
      }),
    )
    const progress = progressOf(order, io, states ?? bounds.statesMax, 'states')
    const { verdict, ...seen } = search(lab, {
      nodes,
      depth,
      ...faults,
      options: readSettings(order.all('set'), lab.options),
      expired: () => performance.now() > deadlineMs,
      progress: ({ states }) => progress(states),
      ...(mutant === null ? {} : { mutant }),
      ...(states === null ? {} : { statesMax: states }),
    })
    progress()
    const count = `${seen.states} states, ${seen.transitions} steps between them`
    if (order.has('json'))
      io.out(
        JSON.stringify({ protocol: lab.name, nodes, mutant, depthAsked: depth, ...seen, verdict: toJson(verdict) }),
      )
    else if (verdict.is === 'holds') io.out(`holds: ${count}, and there are no others`)
    else if (verdict.is === 'unknown') io.out(`nothing found: ${count}; ${ends[verdict.why]}`)
    else {
      const story = verdict.trace.map(happening => `#${happening.index}`.padEnd(7) + sentence(happening))
      io.out([...story, `[${verdict.rule}] ${verdict.explanation}`, `broken: ${count}`].join('\n'))
    }
    if (verdict.is === 'broken') return 1
    return verdict.is === 'unknown' && verdict.why !== 'depth' ? 3 : 0
  },
}

const ends = {
  depth: 'the search ended at the depth it was given',
  states: 'the search gave up, there were too many states',
  time: 'the search gave up, the time was over',
} as const
