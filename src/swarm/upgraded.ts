// An upgrade that ends in time and leaves nothing behind: libp2p leaves the connection open when one fails.

import type { PortConnection } from './port-connection.ts'

/** Closes the connection when the upgrade fails or the signal says that it is late. */
export async function upgraded<T>(connection: PortConnection, signal: AbortSignal, upgrade: Promise<T>): Promise<T> {
  let giveUp: (() => void) | undefined
  const late = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason)
    signal.addEventListener('abort', giveUp)
  })
  try {
    return await Promise.race([upgrade, late])
  } catch (error) {
    connection.abort(error as Error)
    throw error
  } finally {
    signal.removeEventListener('abort', giveUp!)
    upgrade.catch(() => {}) // it is over, and may say so once more
  }
}
