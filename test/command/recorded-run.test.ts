// Goal: a recorded run can be done again, told and exported by the command line. Method: one run, honest and damaged.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseHistory } from '../../src/trace/history-text.ts'
import { readShiviz, whyNotCausal } from '../../src/trace/shiviz.ts'
import { scratch, speak } from './spoken.ts'

const files = scratch()
const path = files.path('run.jsonl')
await speak('simulate', 'ping', '--scenario', 'closed-lid', '--seed', '3', '--faults', 'storm', '--trace', path)
const text = readFileSync(path, 'utf8')

test('replay says that all is the same, node by node and from the seed', async () => {
  const { code, out } = await speak('replay', path)
  expect(code).toBe(0)
  expect(out).toMatch(/^every node did the same again\nthe seed gives the same run, digest [0-9a-f]{16}\n$/)
})

test('replay to a step shows the state of the nodes there', async () => {
  const { out } = await speak('replay', path, '--to', '12', '--json')
  const { nodes, divergence } = JSON.parse(out)
  expect(divergence).toBeNull()
  expect(Object.keys(nodes)).toEqual(['n1', 'n2', 'n3'])
  expect(nodes.n1).toMatchObject({ serial: expect.any(Number), alive: { $set: expect.any(Array) } })
  expect((await speak('replay', path, '--to', '12', '--node', 'n2')).out).toMatch(
    /\nn2 {2}\{serial: \d+, alive: \{.*\}\}\n$/,
  )
})

test('replay says where a node does otherwise', async () => {
  const index = text.split('\n').findIndex(line => line.includes('"type":"pong","serial":1'))
  const lines = text.split('\n')
  const changed = lines.with(index, lines[index]!.replace('"type":"pong","serial":1', '"type":"pong","serial":8'))
  const { code, out } = await speak('replay', files.write('changed.jsonl', changed.join('\n')))
  expect(code).toBe(1)
  expect(out).toMatch(
    /^at #\d+ n\d does otherwise\n {2}recorded: send n\d pong\(serial: 8\)\n {2}now: {6}send n\d pong\(serial: 1\)\n$/,
  )
})

test.each([
  ['another seed', text.replace('"seed":3', '"seed":4'), /the seed gives another run from #\d+ on\n {2}recorded: /],
  [
    'a draw that no story tells',
    text.replace(/"random":\[-?\d+/, '"random":[7'),
    /the seed gives another run from #0 on\n {2}recorded: .*"random":\[7,.*\n {2}now: {6}.*"random":\[-?\d\d/,
  ],
  [
    'an end that is missing',
    `${text.split('\n').slice(0, 20).join('\n')}\n`,
    /the seed gives another run from #19 on\n {2}recorded: nothing more/,
  ],
])('replay finds %s', async (name, changed, complaint) => {
  const { code, out } = await speak('replay', files.write(`${name}.jsonl`, changed))
  expect(code).toBe(1)
  expect(out).toMatch(complaint)
})

test.each([
  ['another protocol', '"protocol":"ping"', '"protocol":"tennis"', 'TRACE: line 1: protocol: expected one of'],
  ['another scenario', '"scenario":"closed-lid"', '"scenario":"rain"', 'TRACE: line 1: scenario: expected one of calm'],
  ['an unknown option', '"options":{}', '"options":{"pace":1}', 'TRACE: line 1: options.pace: no such option'],
  [
    'a wrong option',
    '"options":{}',
    '"options":{"everyMs":0}',
    'TRACE: line 1: options.everyMs: expected 1 to 60000, got 0',
  ],
])('a trace of %s is refused', async (name, piece, by, complaint) => {
  const { code, err } = await speak('story', files.write(`${name}.jsonl`, text.replace(piece, by)))
  expect(code).toBe(2)
  expect(err).toContain(complaint)
})

test('story tells each happening in one line', async () => {
  const { code, out } = await speak('story', path)
  expect(code).toBe(0)
  expect(out.trimEnd().split('\n')).toHaveLength(text.trimEnd().split('\n').length)
  expect(JSON.parse((await speak('story', path, '--json')).out).lines[0]).toContain('n1  starts')
})

test('export --shiviz gives clocks that may be believed', async () => {
  const { code, out } = await speak('export', path, '--shiviz')
  expect(code).toBe(0)
  const events = readShiviz(out)
  expect(whyNotCausal(events)).toBeNull()
  const json = JSON.parse((await speak('export', path, '--shiviz', '--json')).out)
  expect(json).toHaveLength(events.length)
})

test('export --jepsen gives what clients did, in both writings', async () => {
  const client = (kind: string, index: number, more: object): string =>
    JSON.stringify({ kind, client: 'c1', operation: { f: 'write', value: 3 }, ...more, index, atMs: 1, cause: null })
  const [header] = text.split('\n')
  const ended = { outcome: { is: 'answered', answer: { $undefined: true } } }
  const trace = files.write('clients.jsonl', [header, client('begun', 0, {}), client('ended', 1, ended)].join('\n'))
  const { out } = await speak('export', trace, '--jepsen')
  expect(out).toBe('{:process 0, :type :invoke, :f :write, :value 3}\n{:process 0, :type :ok, :f :write, :value 3}\n')
  const lines = (await speak('export', trace, '--jepsen', '--json')).out
  expect(parseHistory(lines).operations).toMatchObject([{ process: 0, f: 'write', ending: { is: 'ok' } }])
})
