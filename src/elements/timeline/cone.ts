// What could have led to a happening, and what could follow from it: along each host, and along each message.

import type { Happening } from '../../trace/happening.ts'
import { hostOf } from '../../trace/vector-clock.ts'

/** Which side of a happening another stands on; none where neither could have known of the other. */
export type Side = 'past' | 'itself' | 'future' | 'neither'

type Caused = Pick<Happening, 'index' | 'cause'>

export class Cone {
  readonly #index: number
  readonly #past: ReadonlySet<number>
  readonly #future: ReadonlySet<number>

  /** One walk back and one ahead over all happenings: happening's index and place in the list are the same. */
  constructor(happenings: readonly Happening[], index: number) {
    this.#index = index
    this.#past = pastOf(happenings, index)
    this.#future = futureOf(happenings, index)
  }

  sideOf(index: number): Side {
    if (index === this.#index) return 'itself'
    if (this.#past.has(index)) return 'past'
    return this.#future.has(index) ? 'future' : 'neither'
  }
}

/** Going back: a host's last word that counts takes all its earlier ones along. */
function pastOf(happenings: readonly Happening[], from: number): ReadonlySet<number> {
  const past = new Set<number>()
  const causes = new Set<number>()
  const hosts = new Set<string>()
  for (let place = from; place >= 0; place--) {
    const happening = happenings[place]!
    const host = hostOf(happening)
    const isPast = place === from || causes.has(place) || (host !== null && hosts.has(host))
    if (!isPast) continue
    past.add(place)
    take(happening, causes)
    if (host !== null) hosts.add(host)
  }
  return past
}

function take({ cause }: Caused, causes: Set<number>): void {
  if (cause !== null) causes.add(cause)
}

function futureOf(happenings: readonly Happening[], from: number): ReadonlySet<number> {
  const future = new Set<number>([from])
  const hosts = new Set<string>()
  for (let place = from; place < happenings.length; place++) {
    const happening = happenings[place]!
    const host = hostOf(happening)
    const isFuture =
      place === from || (host !== null && hosts.has(host)) || (happening.cause !== null && future.has(happening.cause))
    if (!isFuture) continue
    future.add(place)
    if (host !== null) hosts.add(host)
  }
  return future
}
