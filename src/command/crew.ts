// Shares long work among processes, one a core, and gives the results back in the order of the tasks, so that what a
// command prints does not depend on how many helped.
//
// Processes and not threads: a fork inherits how its parent was started, and so reads TypeScript exactly where that does.

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Io } from './io.ts'
import { extension } from './protocols.ts'
import { perform, type ResultOf, type Task } from './task.ts'

/** Below this, starting a process takes longer than it saves. */
const tasksWorthHelpMin = 8

interface Work<T extends Task> {
  readonly count: number
  task(index: number): T
  /** Told each result, in the order of the tasks. What is left undone when it returns false stays undone. */
  take(result: ResultOf<T>, index: number): boolean
}

/** Says whether all tasks were done: neither `take` nor an interrupt ended the work before. */
export async function share<T extends Task>(work: Work<T>, io: Pick<Io, 'hands' | 'onInterrupt'>): Promise<boolean> {
  if (io.hands > 1 && work.count >= tasksWorthHelpMin) return new Crew(work).labour(io)
  let isStopped = false
  const off = work.count > 1 ? io.onInterrupt(() => void (isStopped = true)) : () => {}
  try {
    for (let index = 0; index < work.count; index++) {
      if (isStopped || !work.take(await perform(work.task(index)), index)) return false
      await setImmediate() // lets an interrupt be heard
    }
  } finally {
    off()
  }
  return true
}

class Crew<T extends Task> {
  readonly #work: Work<T>
  readonly #early = new Map<number, ResultOf<T>>()
  #next = 0
  #taken = 0
  #isStopped = false

  constructor(work: Work<T>) {
    this.#work = work
  }

  async labour({ hands, onInterrupt }: Pick<Io, 'hands' | 'onInterrupt'>): Promise<boolean> {
    const address = fileURLToPath(new URL(`./hand${extension}`, import.meta.url))
    const children = Array.from({ length: Math.min(hands, this.#work.count) }, () =>
      fork(address, { serialization: 'advanced' }),
    )
    const dismiss = (): void => {
      this.#isStopped = true
      for (const child of children) child.kill('SIGKILL')
    }
    const off = onInterrupt(dismiss)
    try {
      await Promise.all(children.map(child => this.#employ(child)))
    } finally {
      off()
      dismiss()
    }
    return this.#taken === this.#work.count
  }

  async #employ(child: ChildProcess): Promise<void> {
    const gone = once(child, 'exit').then(() => null)
    while (!this.#isStopped && this.#next < this.#work.count) {
      const index = this.#next++
      child.send(this.#work.task(index))
      const heard = await Promise.race([once(child, 'message'), gone])
      if (this.#isStopped) return
      if (heard === null) throw new Error(`a helping process ended before its task ${index}`)
      this.#early.set(index, heard[0] as ResultOf<T>)
      this.#takeInOrder()
    }
  }

  #takeInOrder(): void {
    while (!this.#isStopped && this.#early.has(this.#taken)) {
      const result = this.#early.get(this.#taken)!
      this.#early.delete(this.#taken)
      if (!this.#work.take(result, this.#taken++)) this.#isStopped = true
    }
  }
}
