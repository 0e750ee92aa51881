// Lets a paused stream go on, if it still can.

import type { Stream } from '@libp2p/interface'

/** Resuming writes to the connection, which may have closed a moment ago; the stream's own close follows. */
export function resume(stream: Stream): void {
  if (stream.readStatus !== 'paused') return
  try {
    stream.resume()
  } catch {
    stream.abort(new Error('its connection closed'))
  }
}
