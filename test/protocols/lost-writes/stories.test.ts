// Goal: how a write is lost can be read, line by line. Method: a golden story under test/stories;
// `npx vitest run test/protocols/lost-writes/stories -u` writes it anew.

import { expect, test } from 'vitest'
import lab from '../../../src/protocols/lost-writes/lab.ts'
import { Storyteller, titleOf } from '../../../src/trace/story.ts'
import { recorded } from '../../trace/recorded.ts'

test('a write that is acknowledged and lost is told as it stands in test/stories', async () => {
  const { trace } = recorded({ lab, seed: 1, scenario: 'clock-ahead-latest', forMs: 1_510 })
  const teller = new Storyteller(trace.header, lab.protocol({}))
  const story = [titleOf(trace.header), ...trace.happenings.map(happening => teller.tell(happening)), ''].join('\n')
  await expect(story).toMatchFileSnapshot('../../stories/lost-writes-clock-ahead.txt')
})
