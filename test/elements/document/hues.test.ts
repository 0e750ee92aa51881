// The colours of people: every one can be seen on both grounds, and letters in it can be read.

import { describe, expect, test } from 'vitest'
import { hueFor, hues, letters } from '../../../src/elements/document/hues.ts'

const grounds = { light: '#ffffff', dark: '#11151c' } as const

describe.each(hues)('$light and $dark', hue => {
  test.each(['light', 'dark'] as const)(
    'on %s it stands out, and letters in it are read (WCAG 1.4.3, 1.4.11)',
    ground => {
      expect(contrast(hue[ground], grounds[ground])).toBeGreaterThanOrEqual(3)
      expect(contrast(hue[ground], letters[ground])).toBeGreaterThanOrEqual(4.5)
    },
  )
})

test('a colour comes from the id, and whoever comes to a taken one gets the next that is free', () => {
  expect(hueFor(hues.length + 3, new Set())).toBe(3)
  expect(hueFor(hues.length + 3, new Set([3, 4]))).toBe(5)
  expect(hueFor(3, new Set(hues.keys()))).toBe(3)
})

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light! + 0.05) / (dark! + 0.05)
}

/** WCAG 2.2's relative luminance. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}
