// The ways by which a tab reaches others, as steps, each with the reason why it stands where it does.

import type { DirectTrouble, Step, Texts } from '../locales/texts.ts'

export type RelayState = 'none' | 'sought' | 'joined'

export interface Rung {
  readonly step: Step
  readonly isReached: boolean
  readonly why: string
}

export interface Connections {
  readonly relay: RelayState
  /** An invitation has led to somebody. */
  readonly hasMetByHand: boolean
  /** How each peer is connected. */
  readonly ways: readonly string[]
  /** Why a direct way failed, last of all. */
  readonly directTrouble: DirectTrouble | null
}

export function ladderOf({ relay, hasMetByHand, ways, directTrouble }: Connections, texts: Texts): Rung[] {
  const directCount = ways.filter(way => way === 'direct').length
  const relayWords = { none: texts.noRelay, sought: texts.relaySought, joined: texts.relayJoined }
  const cause = directTrouble === null ? '' : ` ${texts.directTrouble[directTrouble]}`
  return [
    { step: 'tabs', isReached: true, why: texts.tabsReach },
    { step: 'relay', isReached: relay === 'joined', why: relayWords[relay] },
    { step: 'invitation', isReached: hasMetByHand, why: hasMetByHand ? texts.handMet : texts.handReach },
    directCount > 0
      ? { step: 'direct', isReached: true, why: texts.directTo(directCount) }
      : { step: 'direct', isReached: false, why: `${texts.directWaits}${cause}` },
  ]
}

/** A further relay is a relay too: `relay2`. */
export const stepOf = (way: string): Step | 'others' =>
  way === 'direct' || way === 'tabs' || way === 'invitation' || way === 'others' ? way : 'relay'
