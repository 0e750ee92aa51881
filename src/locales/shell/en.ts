// A lab's bar, in English.

import type { ShellTexts } from './texts.ts'

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

export const en: ShellTexts = {
  lab: title => `Lab: ${title}`,
  loading: 'Loading…',
  ground: { simulated: 'simulated', tabs: 'this browser’s tabs', laptops: 'real laptops', recorded: 'a recording' },
  simulatedTime: 'simulated time',
  wallTime: 'wall time',
  ms: ms => `${ms} ms`,
  event: (position, length) => `${position} of ${length} events`,
  toStart: 'To the beginning',
  stepBack: 'One step back',
  play: 'Play',
  pause: 'Pause',
  step: 'One step on',
  decisionBack: 'Back to the last decision',
  decision: 'On to the next decision',
  toViolation: 'To the first broken rule',
  toEnd: 'To the end of the scenario',
  speed: 'Speed',
  speedOf: share => `${share} × real time`,
  place: 'Place in the run',
  summary: ({ nodes, up, onTheWay, broken }) =>
    [
      `${plural(nodes, 'node', 'nodes')}, ${up} up. ${plural(onTheWay, 'message', 'messages')} on the way.`,
      broken === null ? '' : broken === 0 ? 'No rule is broken.' : `${plural(broken, 'rule is', 'rules are')} broken.`,
    ].join(' '),
  wrong: 'This lab cannot be shown',
}
