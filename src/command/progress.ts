// Says how far long work is, to whoever watches, and not too often.

import type { Io } from './io.ts'
import type { Order } from './order.ts'

const everyMs = 200
/** Where each word is a new line in a log, fewer words will do. */
const everyMsInLog = 5_000

/** Call it with what is done; call it without, to wipe the line away. */
export function progressOf(order: Order, io: Io, total: number, noun: string): (done?: number) => void {
  const show = io.progress ?? (order.has('progress') ? io.err : null)
  if (show === null) return () => {}
  const pauseMs = io.progress === null ? everyMsInLog : everyMs
  let shownAtMs = performance.now()
  return done => {
    if (done === undefined) return io.progress?.('')
    if (performance.now() - shownAtMs < pauseMs) return
    shownAtMs = performance.now()
    show(`${done} of ${total} ${noun}`)
  }
}
