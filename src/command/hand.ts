// A process that helps with long work: it is told one task, does it, gives the result back, and is told the next.

import { perform, type Task } from './task.ts'

process.on('message', async (task: Task) => {
  process.send!(await perform(task))
})
// Who asked for help decides when it ends; a helper that nobody hears has no reason to go on.
process.on('SIGINT', () => {})
process.on('disconnect', () => process.exit())
