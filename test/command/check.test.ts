// Goal: a history is judged by the consistency asked for, and the exit code says how. Method: one register, three ways.

import { expect, test } from 'vitest'
import { scratch, speak } from './spoken.ts'

const files = scratch()
const history = (...events: readonly object[]): string =>
  [{ history: 1, model: 'cas-register', initial: 0 }, ...events].map(event => JSON.stringify(event)).join('\n')
const write = [
  { process: 0, type: 'invoke', f: 'write', value: 1 },
  { process: 0, type: 'ok', f: 'write', value: 1 },
]
const read = (value: number) => [
  { process: 1, type: 'invoke', f: 'read', value: null },
  { process: 1, type: 'ok', f: 'read', value },
]
const good = files.write('good.jsonl', history(...write, ...read(1)))
const stale = files.write('stale.jsonl', history(...write, ...read(0)))
const edn = files.write(
  'stale.edn',
  '{:process 0 :type :invoke :f :write :value 1}\n{:process 0 :type :ok :f :write :value 1}\n' +
    '{:process 1 :type :invoke :f :read :value nil}\n{:process 1 :type :ok :f :read :value 7}\n',
)

test('what holds is good', async () => {
  expect(await speak('check', good)).toEqual({ code: 0, out: `${good}: holds\n`, err: '' })
})

test('what is broken comes with its evidence', async () => {
  const { code, out } = await speak('check', good, stale)
  expect(code).toBe(1)
  expect(out).toContain(`${stale}: broken, `)
  expect(out).toContain('the longest order found has 1 operations, and ends with:\n  line 2: process 0 write 1 -> 1')
})

test('a stale read is fine for those who do not ask for real time', async () => {
  for (const consistency of ['sequential', 'causal']) {
    expect((await speak('check', stale, '--consistency', consistency)).code).toBe(0)
  }
})

test('the EDN of Jepsen needs a model, and is judged as well', async () => {
  expect((await speak('check', edn, '--model', 'cas-register')).code).toBe(1)
})

test('as JSON each file has its verdict and evidence', async () => {
  const { out } = await speak('check', good, stale, '--json')
  expect(JSON.parse(out)).toMatchObject([
    { file: good, consistency: 'linearizable', is: 'holds' },
    { file: stale, is: 'broken', evidence: { stuck: { f: 'read' } } },
  ])
})

const txn = (process: number, ...value: readonly unknown[]) => [
  { process, type: 'invoke', f: 'txn', value },
  { process, type: 'ok', f: 'txn', value },
]
const lists = (...events: readonly object[]): string =>
  [{ history: 1, model: 'list-append' }, ...events].map(event => JSON.stringify(event)).join('\n')
const outdated = files.write(
  'outdated.jsonl',
  lists(...txn(0, ['append', 'x', 1]), ...txn(1, ['append', 'x', 2]), ...txn(2, ['r', 'x', [1]])),
)

test('transactions are held to the isolation asked for, and to the strictest if none is', async () => {
  const seen = files.write('seen.jsonl', lists(...txn(0, ['append', 'x', 1]), ...txn(1, ['r', 'x', [1]])))
  expect(await speak('check', seen)).toEqual({ code: 0, out: `${seen}: holds\n`, err: '' })
  const { code, out } = await speak('check', outdated)
  expect({ code, out }).toEqual({ code: 1, out: expect.stringContaining('line 6 did not see the 2') })
  expect((await speak('check', outdated, '--consistency', 'serializable')).code).toBe(0)
})

test('the EDN of Elle names its steps by keywords', async () => {
  const text =
    '{:process 0 :type :invoke :f :txn :value [[:append 3 1] [:r 3 nil]]}\n' +
    '{:process 0 :type :ok :f :txn :value [[:append 3 1] [:r 3 [2]]]}\n'
  const { code, out } = await speak('check', files.write('elle.edn', text), '--model', 'list-append')
  expect({ code, out }).toEqual({ code: 1, out: expect.stringContaining('broken, internal: line 2 read [2] of 3') })
})

test('what is no UTF-8 is refused by its line: read as if it were, different values would be one', async () => {
  const bytes = Buffer.from(history(...write, ...read(1)).replaceAll('1}', '"\u00ff"}'), 'latin1')
  const { code, err } = await speak('check', files.write('latin.jsonl', bytes))
  expect({ code, err }).toEqual({
    code: 2,
    err: expect.stringMatching(/^FILE: cannot read '.*': line 2 is not UTF-8\n$/),
  })
})

test('what a model has no word for is refused by name', async () => {
  const { code, err } = await speak('check', good, '--consistency', 'serializable')
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('--consistency: expected linearizable or') })
  const steps = files.write('steps.jsonl', lists({ process: 0, type: 'invoke', f: 'txn', value: [['r']] }))
  expect((await speak('check', steps)).err).toContain('line 2: key: expected a whole number or text, got nothing')
  expect((await speak('check', outdated, '--consistency', 'causal')).code).toBe(2)
})

test('when the time is over before a verdict, nobody can say', async () => {
  const clients = Array.from({ length: 400 }, (_, process) => [
    { process, type: 'invoke', f: 'cas', value: [process % 7, (process * 3) % 7] },
    { process, type: 'info', f: 'cas', value: [process % 7, (process * 3) % 7] },
  ])
  const reads = Array.from({ length: 2_000 }, (_, index) => [
    { process: 1_000 + index, type: 'invoke', f: 'cas', value: [index % 5, (index * 2) % 5] },
  ])
  const ends = reads.map(([asked]) => ({ ...asked, type: 'ok' }))
  const hard = files.write('hard.jsonl', history(...clients.flat(), ...reads.flat(), ...ends))
  const { code, out } = await speak('check', hard, '--time-limit', '1ms')
  expect({ code, out }).toEqual({ code: 3, out: expect.stringContaining('unknown, the time ran out') })
})
