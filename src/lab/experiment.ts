// One run of a lab in the simulator, judged: what the command line, the tests, the sweep and the minimiser all repeat.

import { Judge, type RuleReport } from '../checkers/judge.ts'
import { RunningDigest } from '../core/digest.ts'
import type { Digest } from '../core/ids.ts'
import { equal } from '../core/plain.ts'
import type { Step } from '../core/step.ts'
import type { TimedFault } from '../faults/fault.ts'
import type { Storm } from '../faults/storm.ts'
import { Simulator } from '../simulator/simulator.ts'
import type { Edit } from '../trace/edit.ts'
import type { Happening } from '../trace/happening.ts'
import type { Scenario } from '../trace/scenario.ts'
import type { Lab } from './lab.ts'

/** All that decides a run. The same experiment gives the same digest, on every engine. */
export interface Experiment {
  readonly lab: Lab
  readonly seed: number
  readonly scenario?: string
  readonly mutant?: string
  readonly nodes?: number
  readonly forMs?: number
  readonly options?: Readonly<Record<string, unknown>>
  /** Draws faults from the seed. */
  readonly storm?: Storm | null
  /** Faults at given times, beside those of the scenario. */
  readonly faults?: readonly TimedFault[]
  /** What a person did while it ran. */
  readonly edits?: readonly Edit[]
  /** How long a save takes; a storm brings its own. */
  readonly saveMs?: readonly [low: number, high: number]
  /** Silences the clients of the scenario. */
  readonly isIdle?: boolean
  /** `strictStep` holds the protocol to its contract, at a price. */
  readonly step?: Step
  /** Stops at the first broken rule, as a sweep wants. */
  readonly stopsWhenBroken?: boolean
  readonly listen?: (happening: Happening) => void
}

export interface Report {
  readonly rules: readonly RuleReport[]
  readonly digest: Digest
  readonly counts: Counts
  /** Every fault that struck beside those of the scenario and the edits: with these, the run repeats without its storm. */
  readonly faults: readonly TimedFault[]
}

export interface Counts {
  readonly simulatedMs: number
  readonly happenings: number
  readonly steps: number
  readonly messages: number
  readonly lost: number
  readonly faults: number
  readonly operations: number
}

export function run(experiment: Experiment): Report {
  const { simulator, scenario } = prepare(experiment)
  const judge = new Judge(experiment.lab.rules, simulator)
  const digest = new RunningDigest()
  const faults: TimedFault[] = []
  const counts = { happenings: 0, steps: 0, messages: 0, lost: 0, faults: 0, operations: 0 }
  simulator.watch(happening => {
    counts.happenings++
    if (happening.kind === 'step') {
      counts.steps++
      if (happening.input.kind === 'message') counts.messages++
    } else if (happening.kind === 'lost') counts.lost++
    else if (happening.kind === 'ended') counts.operations++
    else if (happening.kind === 'fault') {
      counts.faults++
      faults.push({ atMs: happening.atMs, fault: happening.fault })
    }
    digest.add(happening)
    judge.hear(happening)
    experiment.listen?.(happening)
  })
  const endMs = experiment.forMs ?? scenario.forMs
  simulator.runUntil(() => experiment.stopsWhenBroken === true && judge.firstBroken !== null, endMs)
  const known = [...(scenario.script ?? []), ...(experiment.edits ?? []).flatMap(faultIn)]
  return {
    rules: judge.conclude(),
    digest: digest.value,
    counts: { simulatedMs: simulator.nowMs, ...counts },
    faults: faults.filter(fault => !known.some(line => equal(line, fault))),
  }
}

const faultIn = ({ atMs, act }: Edit): readonly TimedFault[] =>
  act.kind === 'fault' ? [{ atMs, fault: act.fault }] : []

/** The cluster of an experiment before its first event, for those who want to drive it themselves. */
export function prepare(experiment: Experiment): {
  readonly simulator: Simulator<any, any>
  readonly scenario: Scenario
} {
  const { lab, seed } = experiment
  const scenario = find(lab.scenarios, 'scenario', experiment.scenario ?? lab.scenarios[0]!.name)
  const mutant = experiment.mutant === undefined ? undefined : mutantOf(lab, experiment.mutant)
  const options = { ...scenario.options, ...mutant?.options, ...experiment.options }
  const script = (experiment.faults ?? []).map(({ atMs, fault }) => ({ atMs, fault }))
  const { load, network, saveMs = experiment.saveMs } = scenario
  const simulator = new Simulator({
    protocol: (mutant ?? lab).protocol(options),
    members: experiment.nodes ?? scenario.nodes,
    seed,
    script: [...(scenario.script ?? []), ...script],
    storm: experiment.storm ?? null,
    edits: experiment.edits ?? [],
    ...(experiment.step === undefined ? {} : { step: experiment.step }),
    ...(network === undefined ? {} : { network }),
    ...(saveMs === undefined ? {} : { saveMs }),
    ...(load === undefined || experiment.isIdle ? {} : { load }),
  })
  return { simulator, scenario }
}

/** What a lab does not have, by the name of the field that asked for it. */
export class NotInLab extends Error {
  override readonly name = 'NotInLab'
}

/** Throws `NotInLab`. */
export function mutantOf(lab: Lab, name: string): Lab['mutants'][number] {
  return find(lab.mutants, 'mutant', name)
}

function find<T extends { readonly name: string }>(items: readonly T[], field: string, name: string): T {
  const found = items.find(item => item.name === name)
  if (found !== undefined) return found
  throw new NotInLab(`${field}: expected one of ${items.map(item => item.name).join(', ')}, got '${name}'`)
}
