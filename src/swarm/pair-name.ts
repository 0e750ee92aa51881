// What two tabs call the BroadcastChannel of the two, whichever of them asks.

import type { PeerId } from '../core/ids.ts'

export const pairName = (channel: string, one: PeerId, other: PeerId): string =>
  `${channel} ${[one, other].sort().join(' ')}`
