// An upgrade that ends in time and leaves nothing behind: libp2p leaves the connection open when one fails.

import type { MultiaddrConnection } from '@libp2p/interface'
import { inTime } from './deadline.ts'

/** Closes the connection when the upgrade fails or the signal says that it is late. */
export async function upgraded<T>(
  connection: MultiaddrConnection,
  signal: AbortSignal,
  upgrade: Promise<T>,
): Promise<T> {
  try {
    return await inTime(signal, upgrade)
  } catch (error) {
    connection.abort(error as Error)
    throw error
  }
}
