// `tabswarm story`: tells a recorded run in sentences.

import { Storyteller, titleOf } from '../trace/story.ts'
import type { Command } from './command.ts'
import { loadTrace } from './trace-file.ts'

export const story: Command = {
  name: 'story',
  says: 'Tells a recorded run in sentences.',
  words: 'TRACE',
  options: {},

  async run(order, io) {
    const { trace, protocol } = await loadTrace(order.onlyWord('TRACE'))
    const teller = new Storyteller(trace.header, protocol)
    const title = titleOf(trace.header)
    const lines = trace.happenings.map(happening => teller.tell(happening))
    io.out(order.has('json') ? JSON.stringify({ title, lines }) : [title, ...lines].join('\n'))
    return 0
  },
}
