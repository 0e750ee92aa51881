// Goal: a lab says everything in every language. Method: what is translated is compared, word for word, with what is declared.

import { describe, expect, test } from 'vitest'
import type { Lab } from '../../src/lab/lab.ts'
import { englishOf, filled, languages, wordsOf } from '../../src/lab/words.ts'
import ping from '../../src/protocols/ping/lab.ts'
import { housedLabs } from '../protocols/labs.ts'

const translated = housedLabs.map(({ lab }) => lab).filter(lab => lab.words !== undefined)

describe.each(translated.map(lab => [lab.name, lab] as const))('%s', (_, lab: Lab) => {
  const tongues = languages.filter(language => language !== 'en')

  test.each(tongues)('says everything in %s, and nothing that is not there', async language => {
    const words = await wordsOf(lab, language)
    const english = englishOf(lab)
    for (const part of ['rules', 'scenarios', 'mutants', 'events'] as const)
      expect(Object.keys(words[part]).toSorted(), part).toEqual(Object.keys(english[part]).toSorted())
    expect(words.title).not.toBe(english.title)
    expect(Object.values(words).every(word => word !== '')).toBe(true)
  })

  test.each(languages)(
    'has a sentence for every event in %s, with no hole that the event does not fill',
    async language => {
      const { events } = await wordsOf(lab, language)
      const declared = lab.protocol({}).vocabulary.events
      expect(Object.keys(events).toSorted()).toEqual(Object.keys(declared).toSorted())
      for (const [event, template] of Object.entries(events)) expect(holes(template, declared[event]!)).toEqual([])
    },
  )
})

function holes(template: string, fields: object): string[] {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  return names.filter(name => name !== 'node' && !Object.hasOwn(fields, name))
}

test('a language that a lab does not speak is English', async () => {
  const mute: Lab = { ...ping, words: undefined! }
  expect(await wordsOf(mute, 'es')).toEqual(englishOf(ping))
  expect(await wordsOf(ping, 'xx')).toEqual(englishOf(ping))
})

test('a template is filled with the fields of a word, and with nothing else', () => {
  expect(filled('{node} leads term {term}.', { node: 'n2', term: 3 })).toBe('n2 leads term 3.')
  expect(filled('{toString} {constructor} {other}', { node: 'n2' })).toBe('{toString} {constructor} {other}')
  expect(filled('{name}', { name: '<img src=x>' })).toBe('"<img src=x>"')
})
