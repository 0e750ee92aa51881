// The colours of people in a document, one from each id: measured in test/elements/hues.test.ts, as shapes on both grounds
// and as the ground of a name. A name or its first letters always stand beside the colour.

import { type CSSResult, css, unsafeCSS } from 'lit'

export interface Hue {
  /** On the light ground, with white letters in it. */
  readonly light: string
  /** On the dark ground, with dark letters in it. */
  readonly dark: string
}

export const hues: readonly Hue[] = [
  { light: '#005a8f', dark: '#7cc4f2' },
  { light: '#a84600', dark: '#ffab70' },
  { light: '#00704a', dark: '#6fd9b0' },
  { light: '#9c3674', dark: '#f2a3cf' },
  { light: '#5b3fa8', dark: '#c3b1ff' },
  { light: '#a12626', dark: '#ff9c9c' },
  { light: '#0b6a75', dark: '#7fdce6' },
  { light: '#675700', dark: '#d9c65a' },
]

export const letters: Hue = { light: '#ffffff', dark: '#0b1a26' }

/** The same for everyone who sees that client, unless somebody else here has it: then the next that is free. */
export function hueFor(client: number, taken: ReadonlySet<number>): number {
  const first = client % hues.length
  for (let step = 0; step < hues.length; step++) {
    const hue = (first + step) % hues.length
    if (!taken.has(hue)) return hue
  }
  return first
}

/** `.hue-3` sets `--hue` and `--on-hue`. They come from this list alone, never from what a peer says. */
export const hueStyles: CSSResult = css`${unsafeCSS(
  hues
    .map(
      ({ light, dark }, index) =>
        `.hue-${index} { --hue: light-dark(${light}, ${dark}); --on-hue: light-dark(${letters.light}, ${letters.dark}); }`,
    )
    .join('\n'),
)}`
