// Stretches of a run in which something was out of order: a node down, paused or lying, a network parted or cut.

import type { PeerId } from '../../core/ids.ts'
import type { Fault } from '../../faults/fault.ts'
import type { Happening } from '../../trace/happening.ts'

export interface Band {
  readonly is: 'down' | 'paused' | 'lying' | 'parted' | 'cut'
  /** Whom it concerns; null for the network. */
  readonly peer: PeerId | null
  /** What began it. */
  readonly fault: Fault
  readonly from: Place
  /** Null while it lasts. */
  readonly to: Place | null
}

export interface Place {
  readonly index: number
  readonly atMs: number
}

export class Bands {
  readonly #all: { -readonly [Field in keyof Band]: Band[Field] }[] = []

  get all(): readonly Band[] {
    return this.#all
  }

  hear(happening: Happening): void {
    const place = { index: happening.index, atMs: happening.atMs }
    if (happening.kind === 'step' && happening.input.kind === 'start')
      return this.#end(place, band => band.peer === happening.node && band.is === 'down')
    if (happening.kind === 'fault') this.#obey(happening.fault, place)
  }

  #obey(fault: Fault, place: Place): void {
    switch (fault.type) {
      case 'crash':
        this.#end(place, ({ peer, is }) => peer === fault.node && is !== 'lying')
        return this.#begin('down', fault.node, fault, place)
      case 'pause':
        return this.#begin('paused', fault.node, fault, place)
      case 'resume':
        return this.#end(place, ({ peer, is }) => peer === fault.node && is === 'paused')
      case 'betray':
        this.#end(place, ({ peer, is }) => peer === fault.node && is === 'lying')
        return fault.lies.length === 0 ? undefined : this.#begin('lying', fault.node, fault, place)
      case 'leave':
        return this.#end(place, ({ peer }) => peer === fault.node)
      case 'partition':
        this.#end(place, ({ is }) => is === 'parted')
        return this.#begin('parted', null, fault, place)
      case 'cut':
        return this.#begin('cut', null, fault, place)
      case 'mend':
        return this.#end(place, band => band.fault.type === 'cut' && areSameEnds(band.fault, fault))
      case 'heal':
        return this.#end(place, ({ peer }) => peer === null)
    }
  }

  #begin(is: Band['is'], peer: PeerId | null, fault: Fault, from: Place): void {
    this.#all.push({ is, peer, fault, from, to: null })
  }

  #end(to: Place, isMeant: (band: Band) => boolean): void {
    for (const band of this.#all) if (band.to === null && isMeant(band)) band.to = to
  }
}

interface Ends {
  readonly from: PeerId | null
  readonly to: PeerId | null
}

const areSameEnds = (left: Ends, right: Ends): boolean => left.from === right.from && left.to === right.to
