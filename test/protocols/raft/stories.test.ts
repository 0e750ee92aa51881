// Goal: what Raft does changes in review, not by accident. Method: golden stories under test/stories;
// `npx vitest run test/protocols/raft/stories -u` writes them anew.

import { expect, test } from 'vitest'
import lab from '../../../src/protocols/raft/lab.ts'
import { Storyteller, titleOf } from '../../../src/trace/story.ts'
import { recorded } from '../../trace/recorded.ts'

test.each([
  ['raft-calm', { scenario: 'calm', forMs: 320 }],
  ['raft-figure-8', { scenario: 'figure-8', forMs: 860 }],
])('%s is told as it stands in test/stories', async (name, experiment) => {
  const { trace } = recorded({ lab, seed: 1, ...experiment })
  const teller = new Storyteller(trace.header, lab.protocol({}))
  const story = [titleOf(trace.header), ...trace.happenings.map(happening => teller.tell(happening)), ''].join('\n')
  await expect(story).toMatchFileSnapshot(`../../stories/${name}.txt`)
})
