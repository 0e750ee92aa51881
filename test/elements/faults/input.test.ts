// Goal: what a reader types becomes what is meant, or an error that names the field.

import { describe, expect, test } from 'vitest'
import { peerId } from '../../../src/core/ids.ts'
import { flag, list, maybe, nat, peer, text } from '../../../src/core/shape.ts'
import { Malformed } from '../../../src/core/wire.ts'
import { readFields } from '../../../src/elements/faults/field-input.ts'
import { halves, readGroups } from '../../../src/elements/faults/groups-input.ts'

const members = ['n1', 'n2', 'n3', 'n4', 'n5'].map(peerId)

describe('the fields of a request', () => {
  const typed = (fields: Readonly<Record<string, string>>) => (name: string) => fields[name] ?? ''

  test('are numbers, words, flags and lists, as their shapes say', () => {
    const fields = { count: nat, name: text, peer, isOn: flag, to: list(peer), from: maybe(peer) }
    const answers = { count: ' 3 ', name: 'three', peer: 'n2', isOn: 'true', to: '["n1","n2"]', from: 'null' }
    expect(readFields(fields, typed(answers))).toEqual({
      count: 3,
      name: 'three',
      peer: 'n2',
      isOn: true,
      to: ['n1', 'n2'],
      from: null,
    })
  })

  test('may be a text that looks like a number', () => {
    expect(readFields({ name: text }, typed({ name: '3' }))).toEqual({ name: '3' })
    expect(readFields({ name: text }, typed({ name: ' two words ' }))).toEqual({ name: 'two words' })
  })

  test.each([
    ['count', { count: nat }, { count: 'many' }],
    ['count', { count: nat }, { count: '-1' }],
    ['peer', { peer }, { peer: '' }],
    ['to.0', { to: list(peer) }, { to: '[1]' }],
  ])('%s: what does not fit is named', (field, fields, answers) => {
    expect(() => readFields(fields, typed(answers))).toThrow(Malformed)
    expect(() => readFields(fields, typed(answers))).toThrow(`${field}:`)
  })
})

describe('groups', () => {
  test('are names between bars', () => {
    expect(readGroups('n1 n2|n3,n4  n5', members)).toEqual([
      ['n1', 'n2'],
      ['n3', 'n4', 'n5'],
    ])
    expect(readGroups('n1 | ', members)).toEqual([['n1']])
  })

  test.each(['', ' | ', 'n1 n1', 'n1 | n9', '<b>'])('%j is none', text => expect(readGroups(text, members)).toBeNull())

  test('are suggested as halves, the first the larger', () => {
    expect(halves(members)).toBe('n1 n2 n3 | n4 n5')
    expect(readGroups(halves(members), members)).toEqual([members.slice(0, 3), members.slice(3)])
  })
})
