// What a fault does to the host that it strikes.

import type { Vocabulary } from '../core/protocol.ts'
import type { Fault } from '../faults/fault.ts'
import type { Host } from './host.ts'

/** `index` is the place of the fault among all that happened: what it leads to names it as its cause. */
export function strike<V extends Vocabulary>(
  fault: Fault,
  host: Host<V, any, any> | undefined,
  index: number,
  nowUs: number,
): void {
  if (host === undefined) return // nobody of that name is there
  switch (fault.type) {
    case 'crash':
      return host.crash(fault.disk)
    case 'restart':
      return host.isUp ? undefined : host.start(index)
    case 'pause':
      host.isPaused = host.isUp
      return
    case 'resume':
      host.isPaused = false
      return host.listen()
    case 'skew':
      return host.clock.skew(fault.byMs)
    case 'drift':
      return host.clock.drift(fault.perMillion, nowUs)
    case 'slow':
      host.slowUs = fault.byMs * 1000
      return
    case 'betray':
      return host.betray(fault.lies)
  }
}
