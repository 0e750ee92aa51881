// Where a key leads in a diagram: up and down between all happenings, J and K along one lane, sideways to the next lane.

import type { Happening } from '../../trace/happening.ts'
import { type Lanes, laneOf } from './view.ts'

type LanesToSteer = Pick<Lanes, 'placeOf' | 'peers'>

/** Null where the key leads nowhere. */
export function steerTo(
  key: string,
  here: number,
  happenings: readonly Happening[],
  lanes: LanesToSteer,
): number | null {
  const isInLane = (happening: Happening) => lanes.placeOf(laneOf(happening)) !== undefined
  const lane = happenings[here] === undefined ? null : laneOf(happenings[here])
  const isAlong = (happening: Happening) => laneOf(happening) === lane
  switch (key) {
    case 'ArrowDown':
      return next(happenings, here, 1, isInLane)
    case 'ArrowUp':
      return next(happenings, here, -1, isInLane)
    case 'j':
    case 'J':
      return lane === null ? null : next(happenings, here, 1, isAlong)
    case 'k':
    case 'K':
      return lane === null ? null : next(happenings, here, -1, isAlong)
    case 'ArrowLeft':
      return beside(happenings, here, lanes, -1)
    case 'ArrowRight':
      return beside(happenings, here, lanes, 1)
    default:
      return null
  }
}

function next(
  happenings: readonly Happening[],
  here: number,
  step: 1 | -1,
  isMeant: (happening: Happening) => boolean,
): number | null {
  for (let place = here + step; place >= 0 && place < happenings.length; place += step)
    if (isMeant(happenings[place]!)) return place
  return null
}

/** What is nearest in a lane further on; lanes in which nothing happened are passed by. */
function beside(happenings: readonly Happening[], here: number, lanes: LanesToSteer, step: 1 | -1): number | null {
  const at = happenings[here] === undefined ? undefined : lanes.placeOf(laneOf(happenings[here]))
  if (at === undefined) return null
  for (let place = at + step; place >= 0 && place < lanes.peers.length; place += step) {
    const isThere = (happening: Happening) => laneOf(happening) === lanes.peers[place]
    const [above, below] = [next(happenings, here, -1, isThere), next(happenings, here, 1, isThere)]
    if (above === null && below === null) continue
    if (above === null || below === null) return above ?? below
    return here - above <= below - here ? above : below
  }
  return null
}
