// A signal that aborts in time, or earlier when another does. Not `AbortSignal.any` over a timeout: in Node 20 the garbage
// collector may take the timeout away, and the wait never ends.

import { after } from './clock.ts'

export interface Deadline {
  readonly signal: AbortSignal
  /** Called when the wait is over, however it ended. */
  clear(): void
}

export function deadline(withinMs: number, other: AbortSignal): Deadline {
  const controller = new AbortController()
  const stop = after(withinMs, () => controller.abort(new DOMException(`not within ${withinMs} ms`, 'TimeoutError')))
  const abort = () => controller.abort(other.reason)
  if (other.aborted) abort()
  other.addEventListener('abort', abort)
  return {
    signal: controller.signal,
    clear() {
      stop()
      other.removeEventListener('abort', abort)
    },
  }
}

/** Fails when the signal aborts, though the work may go on. */
export async function inTime<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  let giveUp!: () => void
  const late = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason)
    signal.addEventListener('abort', giveUp)
    if (signal.aborted) giveUp()
  })
  work.catch(() => {}) // it may fail after it was given up
  try {
    return await Promise.race([work, late])
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}
