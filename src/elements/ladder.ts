// The ways by which a tab reaches others, as three steps, each with the reason why it stands where it does.

import type { Step, Texts } from '../locales/texts.ts'

export type RelayState = 'none' | 'sought' | 'joined'

export interface Rung {
  readonly step: Step
  readonly isReached: boolean
  readonly why: string
}

export interface Connections {
  readonly relay: RelayState
  readonly relayTrouble: string | null
  /** How each peer is connected. */
  readonly ways: readonly string[]
  /** Why a direct way failed, last of all. */
  readonly directTrouble: string | null
}

export function ladderOf({ relay, relayTrouble, ways, directTrouble }: Connections, texts: Texts): Rung[] {
  const directCount = ways.filter(way => way === 'direct').length
  const relayWords = { none: texts.noRelay, sought: texts.relaySought, joined: texts.relayJoined }
  return [
    { step: 'tabs', isReached: true, why: texts.tabsReach },
    { step: 'relay', isReached: relay === 'joined', why: withCause(relayWords[relay], relayTrouble) },
    directCount > 0
      ? { step: 'direct', isReached: true, why: texts.directTo(directCount) }
      : { step: 'direct', isReached: false, why: withCause(texts.directWaits, directTrouble) },
  ]
}

/** A further relay is a relay too: `relay2`. */
export const stepOf = (way: string): Step => (way === 'direct' || way === 'tabs' ? way : 'relay')

const withCause = (sentence: string, cause: string | null): string =>
  cause === null ? sentence : `${sentence} (${cause})`
