// What pages of a live lab agree on comes from whoever founded it: it is held to what the lab knows, field by field.

import { describe, expect, test } from 'vitest'
import { readCharter, writeCharter } from '../../src/elements/ground/charter.ts'
import ping from '../../src/protocols/ping/lab.ts'
import raft from '../../src/protocols/raft/lab.ts'

describe('the charter of a live lab', () => {
  test('says what was chosen, and is read as it was meant', () => {
    const charter = writeCharter(raft, { scenario: 'calm', nodes: '7', mutant: raft.mutants[0]!.name })
    const read = readCharter(raft, charter)
    expect([read.scenario.name, read.nodes, read.mutant]).toEqual(['calm', 7, raft.mutants[0]!.name])
    expect(readCharter(raft, writeCharter(raft, {})).nodes).toBe(raft.scenarios[0]!.nodes)
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
    expect(() => readCharter(raft, text)).toThrow(why)
  })
  test('of one lab means nothing to another', () => {
    expect(() => readCharter(ping, writeCharter(raft, {}))).toThrow('protocol')
  })
})
