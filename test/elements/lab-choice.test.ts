// Goal: what a page's attributes say becomes an experiment, or an error that names the attribute.

import { describe, expect, test } from 'vitest'
import { type Attributes, BadAttribute, experimentFrom } from '../../src/elements/lab/choice.ts'
import { storm } from '../../src/faults/storm.ts'
import { defineLab } from '../../src/lab/lab.ts'
import ping from '../../src/protocols/ping/lab.ts'

describe('attributes', () => {
  test('that are left out or empty leave the choice to the lab', () => {
    const expected = { lab: ping, seed: 1, scenario: 'calm', storm: null, options: {} }
    expect(experimentFrom(ping, {})).toEqual(expected)
    expect(experimentFrom(ping, { scenario: '', seed: null, nodes: '', mutant: '', options: '' })).toEqual(expected)
  })

  test('choose all that decides a run', () => {
    const chosen: Attributes = {
      scenario: 'one-way',
      seed: '7',
      nodes: '5',
      mutant: 'neverSuspects',
      storm: true,
      options: '{"everyMs":300}',
    }
    expect(experimentFrom(ping, chosen)).toEqual({
      lab: ping,
      seed: 7,
      scenario: 'one-way',
      nodes: 5,
      mutant: 'neverSuspects',
      storm,
      options: { everyMs: 300 },
    })
  })

  test('a mistake that shows in one scenario brings it along, unless another is named', () => {
    const shows = { ...ping.mutants[0]!, scenario: 'slow-answers' }
    const lab = defineLab({ ...ping, mutants: [shows] })
    expect(experimentFrom(lab, { mutant: shows.name }).scenario).toBe('slow-answers')
    expect(experimentFrom(lab, { mutant: shows.name, scenario: 'one-way' }).scenario).toBe('one-way')
  })

  test.each<[Attributes, string]>([
    [{ scenario: 'no-such' }, 'scenario: expected one of calm, closed-lid, one-way, slow-answers, got'],
    [{ mutant: '<img src=x>' }, 'mutant: expected one of'],
    [{ seed: '1.5' }, 'seed: expected a whole number'],
    [{ seed: '-1' }, 'seed: expected a whole number'],
    [{ seed: '99999999999999999999' }, 'seed: expected a whole number'],
    [{ nodes: '0' }, 'nodes: expected a whole number from 1 to 1000'],
    [{ nodes: '1e9' }, 'nodes: expected a whole number from 1 to 1000'],
    [{ options: '{' }, 'options: expected JSON'],
    [{ options: '[1]' }, 'options: expected a record'],
    [{ options: '{"everyMs":"soon"}' }, 'options: everyMs: expected 1 to 60000'],
    [{ options: '{"__proto__":1}' }, 'options.__proto__: expected one of everyMs, patienceMs'],
    [{ options: `{"x":"${'y'.repeat(10_000)}"}` }, 'options: expected at most'],
  ])('%o are refused by name', (attributes, complaint) => {
    expect(() => experimentFrom(ping, attributes)).toThrow(BadAttribute)
    expect(() => experimentFrom(ping, attributes)).toThrow(complaint)
  })

  test('a storm is not for a network that must keep its promises', () => {
    expect(() => experimentFrom(defineLab({ ...ping, weather: null }), { storm: true })).toThrow('storm: ping expects')
  })
})
