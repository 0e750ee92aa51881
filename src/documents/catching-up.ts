// Whom to ask for what is missing here, and when: a newcomer asks the nearest peer alone; later, a difference that is there
// while edits are on their way is given the time to go away by itself.

import type { PeerId } from '../core/ids.ts'
import { after } from '../swarm/clock.ts'
import { answerWithinMs, gatherMs, settleMs, unsettledMs } from './limits.ts'
import type { Partner } from './partner.ts'

export interface CatchingUpOptions {
  readonly partners: ReadonlyMap<PeerId, Partner>
  readonly ownState: () => string
  /** When the document last changed. */
  readonly changedMs: () => number
  readonly roundTripMs: (peer: PeerId) => number | null
  /** Others in the room who may have the document open and have not said so yet. */
  readonly mayMoreCome: () => boolean
  readonly ask: (peer: PeerId) => void
  readonly changed: () => void
  readonly now: () => number
}

export class CatchingUp {
  readonly #options: CatchingUpOptions
  #asked: { readonly partner: Partner; readonly state: string | null } | null = null
  #stopWaiting: (() => void) | null = null
  #stopLooking: (() => void) | null = null
  #doubtedSinceMs: number | null = null

  constructor(options: CatchingUpOptions) {
    this.#options = options
  }

  /** All that some peer had when it was met is here, or there is nobody to have it from. */
  get isSynced(): boolean {
    return [...this.#options.partners.values()].some(({ isMet }) => isMet) || this.#nearest() === null
  }

  /** A peer said its state, or told of edits that follow on some we lack. */
  compare(partner: Partner): void {
    if (partner.state === this.#options.ownState()) partner.isMet = true
    else this.#lookSoon()
  }

  /** Something of a long answer came. */
  heardFrom(partner: Partner): void {
    if (this.#asked?.partner === partner) this.#waitForAnswer()
  }

  answered(partner: Partner): void {
    if (this.#asked?.partner !== partner) return // it was given up, or never asked
    partner.state ??= this.#options.ownState()
    partner.isMet = true
    this.#passOver(partner)
  }

  left(partner: Partner): void {
    if (this.#asked?.partner === partner) this.#passOver(partner)
  }

  close(): void {
    this.#stopWaiting?.()
    this.#stopLooking?.()
  }

  #lookSoon(): void {
    if (this.#asked !== null || this.#stopLooking !== null || this.#nearest() === null) return
    this.#doubtedSinceMs ??= this.#options.now()
    const waitMs = this.#waitMs()
    if (waitMs > 0) this.#stopLooking = after(waitMs, () => this.#look())
    else this.#ask()
  }

  #look(): void {
    this.#stopLooking = null
    if (this.#nearest() === null) this.#doubtedSinceMs = null
    else if (this.#waitMs() > gatherMs) this.#lookSoon()
    else this.#ask()
    this.#options.changed()
  }

  #waitMs(): number {
    const { partners, now, changedMs, mayMoreCome } = this.#options
    const isNewcomer = ![...partners.values()].some(({ isMet }) => isMet)
    if (isNewcomer) return mayMoreCome() ? gatherMs : 0
    if (!this.#nearest()!.isMet) return 0 // what it brings was never here
    const settledMs = changedMs() + settleMs
    return Math.min(settledMs, (this.#doubtedSinceMs ?? now()) + unsettledMs) - now()
  }

  #ask(): void {
    const partner = this.#nearest()
    if (partner === null) return
    this.#doubtedSinceMs = null
    this.#asked = { partner, state: partner.state }
    this.#waitForAnswer()
    this.#options.ask(partner.id)
  }

  #waitForAnswer(): void {
    this.#stopWaiting?.()
    this.#stopWaiting = after(answerWithinMs, () => this.#passOver(this.#asked!.partner))
  }

  /** Of this partner no more is to be had until it says another state. */
  #passOver(partner: Partner): void {
    partner.fetchedState = this.#asked!.state ?? partner.state
    this.#asked = null
    this.#stopWaiting?.()
    this.#stopWaiting = null
    this.#lookSoon()
    this.#options.changed()
  }

  /** Of those who have something else than we do, and may be believed. */
  #nearest(): Partner | null {
    const own = this.#options.ownState()
    const distance = ({ id }: Partner) => this.#options.roundTripMs(id) ?? Number.POSITIVE_INFINITY
    let nearest: Partner | null = null
    for (const partner of this.#options.partners.values()) {
      const { mayWrite, state, fetchedState } = partner
      if (!mayWrite || state === own || (state !== null && state === fetchedState)) continue
      if (nearest === null || distance(partner) < distance(nearest)) nearest = partner
    }
    return nearest
  }
}
