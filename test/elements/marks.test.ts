// Goal: no two things in a picture look alike, to any eye. Hues are judged as people with each common colour-vision
// deficiency see them (matrices of Machado, Oliveira and Fernandes, 2009, at full severity), in OKLab (Ottosson, 2020).

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { arc, hues, isKnownRole, kindMarks, outline, roleMark, shapes } from '../../src/elements/marks.ts'
import { housedLabs } from '../protocols/labs.ts'

type Triple = readonly [number, number, number]

const looks = readFileSync(new URL('../../src/elements/looks.ts', import.meta.url), 'utf8')

/** A token of the looks, on light ground and on dark. */
function token(name: string): readonly [light: Triple, dark: Triple] {
  const [, value] = looks.match(new RegExp(`--${name}: var\\(--swarm-${name}, (.*)\\);`)) ?? []
  const colours = value?.match(/#[0-9a-f]{3,6}/g) ?? []
  return [linear(colours[0]!), linear(colours.at(-1)!)]
}

function linear(hex: string): Triple {
  const digits = hex.length === 4 ? [...hex.slice(1)].map(digit => digit + digit) : hex.slice(1).match(/../g)!
  return digits.map(pair => {
    const value = Number.parseInt(pair, 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }) as unknown as Triple
}

const times = (matrix: readonly Triple[], [x, y, z]: Triple): Triple =>
  matrix.map(([a, b, c]) => Math.max(0, Math.min(1, a * x + b * y + c * z))) as unknown as Triple

const eyes: Readonly<Record<string, readonly Triple[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

function okLab([red, green, blue]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

const apart = (left: Triple, right: Triple): number =>
  Math.hypot(left[0] - right[0], left[1] - right[1], left[2] - right[2])

const luminance = ([red, green, blue]: Triple): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue

function contrast(left: Triple, right: Triple): number {
  const [low, high] = [luminance(left), luminance(right)].toSorted((one, other) => one - other)
  return (high! + 0.05) / (low! + 0.05)
}

describe('the palette', () => {
  test.each(Object.keys(eyes))('any two hues are at least 0.08 apart in OKLab: %s', eye => {
    for (const scheme of [0, 1] as const) {
      const seen = hues.map(hue => okLab(times(eyes[eye]!, token(hue)[scheme])))
      for (const [place, left] of seen.entries())
        for (const right of seen.slice(place + 1)) expect(apart(left, right)).toBeGreaterThan(0.08)
    }
  })

  test.each([
    ['light', 0],
    ['dark', 1],
  ] as const)('shapes stand at least 3:1 and text at least 4.5:1 off the ground: %s', (_, scheme) => {
    const at = (name: string) => token(name)[scheme]
    for (const name of [...hues, 'field']) expect(contrast(at(name), at('ground')), name).toBeGreaterThanOrEqual(3)
    for (const text of ['ink', 'quiet', 'accent'])
      for (const ground of ['ground', 'raised'])
        expect(contrast(at(text), at(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    expect(contrast(at('on-accent'), at('accent'))).toBeGreaterThanOrEqual(4.5)
  })

  test('a palette that is not fit is found out: grey between green and vermillion', () => {
    const grey = okLab(times(eyes.deutan!, linear('#808080')))
    const green = okLab(times(eyes.deutan!, token('green')[0]))
    expect(apart(grey, green)).toBeLessThan(0.08)
    expect(contrast(linear('#f0e442'), token('ground')[0])).toBeLessThan(3)
  })
})

describe('kinds of messages', () => {
  test.each(housedLabs.map(({ lab }) => [lab.name, Object.keys(lab.protocol({}).vocabulary.messages)] as const))(
    '%s: each has a label and looks of its own',
    (_, names) => {
      const marks = [...kindMarks(names).values()]
      expect(new Set(marks.map(({ label }) => label)).size).toBe(names.length)
      expect(new Set(marks.map(({ hue, shape, dash }) => `${hue} ${shape} ${dash}`)).size).toBe(names.length)
      for (const { label } of marks) expect(label.length).toBeLessThanOrEqual(4)
    },
  )

  test('labels are initials, and more of the word where those are taken', () => {
    const labels = [...kindMarks(['append', 'requestVote', 'appended', 'a']).values()].map(({ label }) => label)
    expect(labels).toEqual(['A', 'RV', 'Ap', 'A2'])
  })

  test('the first twelve differ in shape or hue, without their lines', () => {
    const marks = [...kindMarks(Array.from({ length: 12 }, (_, place) => `kind${place}`)).values()]
    expect(new Set(marks.map(({ hue, shape }) => `${hue} ${shape}`)).size).toBe(12)
  })
})

describe('roles', () => {
  test('who leads is a triangle with a ring, who stands is a diamond, who follows is a circle', () => {
    expect(roleMark('leader')).toMatchObject({ shape: 'triangle', letter: 'L', hasCrown: true })
    expect(roleMark('candidate')).toMatchObject({ shape: 'diamond', letter: 'C', hasCrown: false })
    expect(roleMark('follower')).toMatchObject({ shape: 'circle', letter: 'F', hasCrown: false })
  })

  test('roles that no book knows have shapes of their own, in the order in which they are met', () => {
    const others = ['juggler', 'clown', 'rider']
    const met = others.map(name => roleMark(name, others))
    expect(met.every(({ name }) => !isKnownRole(name))).toBe(true)
    expect(new Set(met.map(({ shape }) => shape)).size).toBe(3)
    for (const { shape } of met) expect(['circle', 'triangle', 'diamond']).not.toContain(shape)
  })
})

test('outlines are closed, and an arc is nothing for none and a circle for all of it', () => {
  for (const shape of shapes) expect(outline(shape, 10)).toMatch(/^M.*Z$/)
  expect(arc(10, 0)).toBe('')
  expect(arc(10, 1)).toBe(outline('circle', 10))
  expect(arc(10, 0.25)).toBe('M0 -10A10 10 0 0 1 10 0')
})
