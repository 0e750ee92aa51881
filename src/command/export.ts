// `tabswarm export`: a recorded run for the tools of others.

import { formatHistory } from '../trace/history-text.ts'
import { readShiviz, writeShiviz } from '../trace/shiviz.ts'
import { historyOf, withNumberedProcesses } from '../trace/trace-history.ts'
import { toJson } from '../trace/trace-json.ts'
import type { Command } from './command.ts'
import { BadArgument } from './order.ts'
import { loadTrace } from './trace-file.ts'

export const exportTrace: Command = {
  name: 'export',
  says: 'Writes a recorded run as others read it.',
  words: 'TRACE',
  options: {
    shiviz: { says: 'A log with vector clocks, for the default parser of ShiViz; with --json, a list of its events.' },
    jepsen: { says: 'What clients asked and learned, in EDN; with --json, as JSON Lines.' },
  },

  async run(order, io) {
    const path = order.onlyWord('TRACE')
    if (order.has('shiviz') === order.has('jepsen'))
      throw new BadArgument('--shiviz', 'expected either --shiviz or --jepsen')
    const { happenings } = (await loadTrace(path)).trace
    if (order.has('shiviz')) {
      const log = writeShiviz(happenings)
      io.out(order.has('json') ? JSON.stringify(toJson(readShiviz(log))) : log.trimEnd())
    } else {
      const history = withNumberedProcesses(historyOf(happenings))
      io.out(formatHistory(history, order.has('json') ? 'json-lines' : 'jepsen').trimEnd())
    }
    return 0
  },
}
