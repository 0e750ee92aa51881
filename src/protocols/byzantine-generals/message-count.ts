// How many messages an honest general may send.

import type { General } from './general.ts'

/** OM(m): one for each path that ends with it and each general the path has not touched (§3). SM(m): each order once. */
export function messagesMax({ kind, traitorsMax, role }: General, generals: number): number {
  if (role === 'commander') return generals - 1
  if (kind === 'signed') return 2 * (generals - 2)
  let paths = 1
  let messages = 0
  for (let round = 1; round <= traitorsMax; round++) {
    messages += paths * (generals - 1 - round)
    paths *= generals - 1 - round
  }
  return messages
}
