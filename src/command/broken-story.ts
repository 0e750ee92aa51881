// The story of a run that broke a rule: what led to the moment at which it shows.

import { type Experiment, run } from '../lab/experiment.ts'
import { headerOf, protocolOf } from '../lab/recording.ts'
import type { Happening } from '../trace/happening.ts'
import { Storyteller, titleOf } from '../trace/story.ts'

/** What a reader takes in; a trace has the rest. */
const linesMax = 80

export function brokenStory(experiment: Experiment): readonly string[] {
  const header = headerOf(experiment)
  const happenings: Happening[] = []
  let broken: { readonly id: string; readonly why: string; readonly at: number | null } | null = null
  try {
    const { rules } = run({ ...experiment, listen: happening => void happenings.push(happening) })
    for (const { id, verdict } of rules) {
      if (verdict.is !== 'broken') continue
      const at = verdict.at ?? happenings.length
      if (broken === null || at < (broken.at ?? happenings.length))
        broken = { id, why: verdict.explanation, at: verdict.at }
    }
  } catch {
    // The story of a run that stopped ends where it stopped.
  }
  const end = broken?.at == null ? happenings.length : happenings.findIndex(({ index }) => index === broken.at) + 1
  const teller = new Storyteller(header, protocolOf(header, experiment.lab))
  const lines = happenings.slice(0, end).map(happening => teller.tell(happening))
  return [
    titleOf(header),
    ...(lines.length > linesMax ? [`… ${lines.length - linesMax} lines before; --trace FILE records them all`] : []),
    ...lines.slice(-linesMax),
    ...(broken === null ? [] : [`[${broken.id}] ${broken.why}`]),
  ]
}
