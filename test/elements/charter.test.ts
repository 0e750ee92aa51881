// What pages of a live lab agree on comes from whoever founded it: it is held to what the lab knows, field by field.

import { describe, expect, test } from 'vitest'
import { Charters } from '../../src/elements/ground/charter.ts'
import ping from '../../src/protocols/ping/lab.ts'
import raft from '../../src/protocols/raft/lab.ts'

describe('the charter of a live lab', () => {
  test('says what was chosen, and is read as it was meant', () => {
    const written = new Charters(raft).write({ scenario: 'calm', nodes: '7', mutant: raft.mutants[0]!.name })
    const read = new Charters(raft).read(written.text)
    expect([read.scenario.name, read.nodes, read.mutant]).toEqual(['calm', 7, raft.mutants[0]!.name])
    expect(new Charters(raft).write({}).nodes).toBe(raft.scenarios[0]!.nodes)
  })
  test('is read once, as long as it stands', () => {
    const charters = new Charters(raft)
    const calm = charters.write({ scenario: 'calm' })
    expect(charters.read(calm.text)).toBe(calm)
    expect(charters.write({ scenario: 'busy' }).scenario.name).toBe('busy')
    expect(charters.read(calm.text)).toMatchObject({ text: calm.text, nodes: calm.nodes })
  })
  test.each([
    ['no record', '[1]', 'charter: expected a record in JSON'],
    ['no JSON', '{', 'charter: expected a record in JSON'],
    ['another protocol', '{"protocol":"ping"}', "protocol: this cluster runs 'ping'"],
    ['a scenario that is none', '{"protocol":"raft","scenario":"party"}', 'scenario: expected one of'],
    ['a scenario that is no text', '{"protocol":"raft","scenario":7}', 'scenario: expected text'],
    ['a mistake that is none', '{"protocol":"raft","mutant":"none"}', 'mutant: expected one of'],
    ['no nodes', '{"protocol":"raft","nodes":"0"}', 'nodes: expected a whole number'],
    ['more nodes than pages could hold', '{"protocol":"raft","nodes":"200"}', 'nodes: expected at most 128'],
    ['an option that is none', '{"protocol":"raft","options":"{\\"rain\\":1}"}', 'options.rain: expected one of'],
  ])('%s', (_, text, why) => {
    expect(() => new Charters(raft).read(text)).toThrow(why)
  })
  test('of one lab means nothing to another', () => {
    expect(() => new Charters(ping).read(new Charters(raft).write({}).text)).toThrow('protocol')
  })
})
