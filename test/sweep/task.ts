// A piece of a sweep that one process can do alone, and what came of it.

import type { Lab } from '../../src/lab/lab.ts'
import { weatherOf } from '../../src/lab/lab.ts'
import { hunt } from '../protocols/hunt.ts'
import { attempt, inStorm } from '../protocols/survey.ts'
import { disagreements } from './histories.ts'

export type Task =
  | { readonly is: 'storms'; readonly lab: string; readonly from: number; readonly to: number }
  | { readonly is: 'hunt'; readonly lab: string; readonly mutant: string }
  | { readonly is: 'histories'; readonly from: number; readonly to: number }

export type TaskResult =
  | { readonly is: 'storms'; readonly broken: readonly string[] }
  | { readonly is: 'hunt'; readonly mutant: string; readonly seed: number | null }
  | { readonly is: 'histories'; readonly broken: readonly string[] }

export async function loadLab(name: string): Promise<Lab> {
  return (await import(`../../src/protocols/${name}/lab.ts`)).default
}

export async function perform(task: Task): Promise<TaskResult> {
  if (task.is === 'histories') return { is: 'histories', broken: disagreements(task.from, task.to) }
  const lab = await loadLab(task.lab)
  if (task.is === 'hunt') return { is: 'hunt', mutant: task.mutant, seed: hunt(lab, task.mutant) }
  const weather = weatherOf(lab)
  const broken: string[] = []
  for (let seed = task.from; seed <= task.to; seed++) {
    attempt(weather === null ? { lab, seed } : inStorm(lab, weather, seed), broken)
  }
  return { is: 'storms', broken }
}
