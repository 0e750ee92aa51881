// The charts of a run, in English.

import type { ChartsTexts } from './texts.ts'

export const en: ChartsTexts = {
  title: 'Charts',
  counting: 'Counting…',
  sent: 'Messages sent',
  bytes: 'Bytes sent',
  lost: 'Messages lost',
  inTheAir: 'Messages on their way',
  each: ms => `in each ${ms} ms`,
  most: most => `at most ${most}`,
  number: 'A number that nodes hold',
  firstOf: (shown, count) => `The first ${shown} of ${count} nodes are drawn.`,
  asTable: 'As a table',
  until: 'Until, ms',
  goThere: ms => `Go to ${ms} ms`,
}
