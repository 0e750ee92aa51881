// A piece of long work, as plain data, so that another process can do it.

import { type Experiment, type Report, run } from '../lab/experiment.ts'
import type { Figures } from '../lab/paper.ts'
import { experimentOf } from '../lab/recording.ts'
import type { TraceHeader } from '../trace/trace.ts'
import { loadLab } from './protocols.ts'

export type Task =
  | { readonly kind: 'run'; readonly header: TraceHeader }
  | {
      readonly kind: 'measure'
      readonly protocol: string
      readonly paper: string
      readonly settings: Readonly<Record<string, unknown>>
      readonly seed: number
    }

/** A run that stopped at a programmer's mistake has no report. */
export type RunResult =
  | { readonly is: 'judged'; readonly report: Report }
  | { readonly is: 'stopped'; readonly why: string }

export interface Results {
  run: RunResult
  measure: Figures
}

export type ResultOf<T extends Task> = Results[T['kind']]

export async function perform<T extends Task>(task: T): Promise<ResultOf<T>>
export async function perform(task: Task): Promise<RunResult | Figures> {
  if (task.kind === 'measure') return measure(task)
  return attempt(experimentOf(task.header, await loadLab(task.header.protocol)))
}

export function attempt(experiment: Experiment): RunResult {
  try {
    return { is: 'judged', report: run(experiment) }
  } catch (error) {
    return { is: 'stopped', why: `${(error as Error).name}: ${(error as Error).message}` }
  }
}

async function measure({ protocol, paper, settings, seed }: Extract<Task, { kind: 'measure' }>): Promise<Figures> {
  const { papers } = await (await loadLab(protocol)).papers!()
  return papers.find(({ name }) => name === paper)!.measure(settings, seed)
}
