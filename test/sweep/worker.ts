// One process of a sweep: performs what it is sent until nobody sends any more.

import { perform, type Task } from './task.ts'

process.on('message', async (task: Task) => {
  process.send!(await perform(task))
})
