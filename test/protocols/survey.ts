// Many seeds of one lab, in every scenario and in storms: what broke, what was reached, and which words were heard.

import type { Vocabulary } from '../../src/core/protocol.ts'
import { step, strictStep } from '../../src/core/step.ts'
import type { Storm } from '../../src/faults/storm.ts'
import { type Experiment, type Report, run } from '../../src/lab/experiment.ts'
import { type Lab, recoveryMs, weatherOf } from '../../src/lab/lab.ts'
import type { Happening } from '../../src/trace/happening.ts'

/** More seeds, more certainty: `TABSWARM_SEEDS=200 npx vitest run test/protocols`. */
export const seedsAsked = Number(process.env.TABSWARM_SEEDS ?? 10)
/** The first seeds of everything run strictly, at ten times the price. */
const strictSeeds = 2
/** A cluster of thousands says as much in one run as a small one in many. */
const smallNodesMax = 100

export interface Survey {
  /** A sentence for each rule that broke or run that stopped, with the seed that shows it. */
  readonly broken: readonly string[]
  /** Ids of the `sometimes` rules that were reached. */
  readonly reached: ReadonlySet<string>
  /** `message ping`, `timer round`, `event appeared`: all that was really said. */
  readonly words: ReadonlySet<string>
  readonly runs: number
}

export function survey(lab: Lab): Survey {
  const broken: string[] = []
  const reached = new Set<string>()
  const words = new Set<string>()
  let runs = 0
  for (const experiment of experimentsOf(lab)) {
    runs++
    const report = attempt({ ...experiment, listen: happening => collectWords(happening, words) }, broken)
    for (const { id, kind, verdict } of report?.rules ?? [])
      if (kind === 'sometimes' && verdict.is === 'holds') reached.add(id)
  }
  return { broken, reached, words, runs }
}

/** Runs, and notes what it broke. */
export function attempt(experiment: Experiment, broken: string[]): Report | null {
  try {
    const report = run(experiment)
    const meant = experiment.lab.scenarios.find(({ name }) => name === experiment.scenario)?.breaks ?? []
    for (const { id, says, verdict } of report.rules) {
      const isBroken = verdict.is === 'broken'
      const isMeant = meant.includes(id)
      if (isMeant && !isBroken) broken.push(`${nameOf(experiment)}: [${id}] ${says} It was meant to fall, and did not`)
      if (isBroken && !isMeant) broken.push(`${nameOf(experiment)}: [${id}] ${says} But ${verdict.explanation}`)
    }
    return report
  } catch (error) {
    broken.push(`${nameOf(experiment)}: ${(error as Error).stack}`)
    return null
  }
}

/** A storm over the first scenario, and time to recover from it. */
export function inStorm(lab: Lab, weather: Storm, seed: number): Experiment {
  return { lab, seed, storm: weather, forMs: Math.max(lab.scenarios[0]!.forMs, weather.untilMs + recoveryMs) }
}

export function seedsFor(nodes: number): number[] {
  return Array.from({ length: nodes > smallNodesMax ? 1 : seedsAsked }, (_, index) => index + 1)
}

/** Every word of a vocabulary, in the writing of `Survey.words`. */
export function wordsOf(vocabulary: Vocabulary): string[] {
  return Object.entries({
    message: vocabulary.messages,
    timer: vocabulary.timers,
    request: vocabulary.requests,
    event: vocabulary.events,
    job: vocabulary.jobs ?? {},
  }).flatMap(([kind, names]) => Object.keys(names).map(name => `${kind} ${name}`))
}

function experimentsOf(lab: Lab): Experiment[] {
  const weather = weatherOf(lab)
  const scripted = lab.scenarios.flatMap(({ name, nodes }) =>
    seedsFor(nodes).map(seed => ({ lab, seed, scenario: name })),
  )
  const stormy = weather === null ? [] : seedsFor(lab.scenarios[0]!.nodes).map(seed => inStorm(lab, weather, seed))
  return [...scripted, ...stormy].map(experiment => ({
    ...experiment,
    step: experiment.seed <= strictSeeds ? strictStep : step,
  }))
}

function nameOf({ scenario, storm, seed, mutant }: Experiment): string {
  return [mutant, scenario, storm == null ? null : 'storm', `seed ${seed}`].filter(part => part != null).join(', ')
}

function collectWords(happening: Happening, words: Set<string>): void {
  if (happening.kind !== 'step') return
  const { input, effects } = happening
  if (input.kind === 'message') words.add(`message ${input.message.type}`)
  else if (input.kind === 'timer') words.add(`timer ${input.timer.type}`)
  else if (input.kind === 'request') words.add(`request ${input.request.type}`)
  else if (input.kind === 'done') words.add(`job ${(input.job as { readonly type: string }).type}`)
  for (const effect of effects) if (effect.kind === 'announce') words.add(`event ${effect.event.type}`)
}
