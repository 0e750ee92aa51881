// The relays that a page names in an attribute, as it may be written by anyone.

import type { Texts } from '../locales/texts.ts'

/** More relays than these serve no room better. */
export const relaysMax = 8
const addressLengthMax = 200
const shownLengthMax = 60

/** Null without any. An address may be relative to the page, as when the relay serves the page. */
export function relaysIn(attribute: string, texts: Texts): string[] | null {
  const relays = attribute.split(/[\s,]+/).filter(relay => relay !== '')
  const odd = relays.find(relay => relay.length > addressLengthMax || !isAddress(relay))
  if (odd !== undefined || relays.length > relaysMax)
    throw new Error(texts.badRelays((odd ?? attribute).slice(0, shownLengthMax)))
  return relays.length === 0 ? null : relays
}

function isAddress(relay: string): boolean {
  try {
    return /^(wss?|https?):$/.test(new URL(relay, 'http://page.invalid/').protocol)
  } catch {
    return false
  }
}
