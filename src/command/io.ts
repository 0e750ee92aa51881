// The outside world of a command: where it writes, whether someone watches, how many may help, and when to stop.

import { availableParallelism } from 'node:os'

export interface Io {
  /** To standard output, a line or several. */
  out(text: string): void
  /** To standard error: what is no result. */
  err(text: string): void
  /** Rewrites the line on which the progress of long work is shown; null where nobody watches. */
  readonly progress: ((text: string) => void) | null
  /** How many processes may share the work. With one, all is done in this process. */
  readonly hands: number
  /** Calls back when whoever waits has had enough. Returns the way to stop listening. */
  onInterrupt(stop: () => void): () => void
}

/** The real one. It listens for an interrupt only while asked to: otherwise an interrupt just ends the process. */
export function processIo(): Io {
  return {
    out: text => void process.stdout.write(`${text}\n`),
    err: text => void process.stderr.write(`${text}\n`),
    progress: process.stderr.isTTY ? text => void process.stderr.write(`\r\x1b[K${text}`) : null,
    hands: availableParallelism(),
    onInterrupt(stop) {
      process.once('SIGINT', stop)
      return () => void process.off('SIGINT', stop)
    },
  }
}
