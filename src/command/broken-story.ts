// The story of a run that broke a rule: what led to the moment at which it shows.

import { type Experiment, type Report, run } from '../lab/experiment.ts'
import { headerOf } from '../lab/header.ts'
import { protocolOf } from '../lab/recording.ts'
import { Storyteller, titleOf } from '../trace/story.ts'

/** What a reader takes in; a trace has the rest. */
export const storyLinesMax = 80

/** Runs the experiment again, and stops where the first rule breaks. */
export function brokenStory(experiment: Experiment): readonly string[] {
  const header = headerOf(experiment)
  const teller = new Storyteller(header, protocolOf(header, experiment.lab))
  const last: string[] = []
  let count = 0
  const listen: Experiment['listen'] = happening => {
    last.push(teller.tell(happening))
    if (last.length > storyLinesMax) last.shift()
    count++
  }
  const ending = endingOf({ ...experiment, stopsWhenBroken: true, listen })
  const before = count - last.length
  return [
    titleOf(header),
    ...(before > 0 ? [`… ${before} happenings before; --trace FILE records them all`] : []),
    ...last,
    ...ending,
  ]
}

function endingOf(experiment: Experiment): readonly string[] {
  let report: Report
  try {
    report = run(experiment)
  } catch (error) {
    return [`the protocol stopped: ${(error as Error).message}`]
  }
  return report.rules.flatMap(({ id, verdict }) => (verdict.is === 'broken' ? [`[${id}] ${verdict.explanation}`] : []))
}
