// Goal: a story reads well, and what a protocol does changes in review, not by accident.
// Method: golden stories under test/stories; `npx vitest run test/trace/story -u` writes them anew.

import { expect, test } from 'vitest'
import type { Experiment } from '../../src/lab/experiment.ts'
import ping from '../../src/protocols/ping/lab.ts'
import type { Happening } from '../../src/trace/happening.ts'
import { Storyteller, sentence, titleOf } from '../../src/trace/story.ts'
import { shown } from '../../src/trace/words.ts'
import { recorded } from './recorded.ts'

function storyOf(experiment: Experiment): string {
  const { trace } = recorded(experiment)
  const teller = new Storyteller(trace.header, experiment.lab.protocol({}))
  return [titleOf(trace.header), ...trace.happenings.map(happening => teller.tell(happening)), ''].join('\n')
}

test.each([
  ['ping-calm', { lab: ping, seed: 1, forMs: 520 }],
  ['ping-closed-lid', { lab: ping, seed: 1, scenario: 'closed-lid', forMs: 5_600, options: { everyMs: 1_000 } }],
  [
    'ping-crash-while-saving',
    {
      lab: ping,
      seed: 2,
      nodes: 2,
      forMs: 900,
      saveMs: [3, 8],
      faults: [
        { atMs: 505, fault: { type: 'crash', node: 'n1' as never, disk: 'synced' } },
        { atMs: 600, fault: { type: 'restart', node: 'n1' as never } },
      ],
    },
  ],
] as const)('%s is told as it stands in test/stories', async (name, experiment) => {
  await expect(storyOf(experiment)).toMatchFileSnapshot(`../stories/${name}.txt`)
})

test('a node that says its role is told to change it', () => {
  const happening = { kind: 'step', index: 0, atMs: 0, cause: null, node: 'n1', effects: [] } as never as Happening
  const start = { ...happening, input: { kind: 'start', durable: undefined, random: [1, 2, 3, 4] } } as Happening
  const timer = { ...happening, input: { kind: 'timer', timer: { type: 'election' } } } as Happening
  const protocol = {
    vocabulary: {},
    start: () => ({ role: { is: 'follower' } }),
    onTimer: { election: (node: any) => void (node.role = { is: 'candidate' }) },
  }
  const teller = new Storyteller({ nodes: ['n1'], ground: 'simulated' } as never, protocol as never)
  expect(teller.tell(start)).toMatch(/n1 {2}starts; is follower$/)
  expect(teller.tell(timer)).toMatch(/n1 {2}is woken by election; becomes candidate$/)
  expect(teller.tell(timer)).toMatch(/election$/)
})

test.each([
  [{ kind: 'begun', client: 'c1', operation: { f: 'put', key: 'x', value: 3 } }, 'c1  wants put x 3'],
  [
    {
      kind: 'ended',
      client: 'c1',
      operation: { f: 'get', value: null },
      outcome: { is: 'answered', answer: 3 },
      cause: 7,
    },
    'c1  has the answer 3 of get (#7)',
  ],
  [
    { kind: 'lost', from: 'n1', to: 'n2', message: { type: 'vote', term: 2 }, why: 'cut', cause: 4 },
    '--  vote(term: 2) from n1 to n2 is lost: cut (#4)',
  ],
  [
    { kind: 'meddled', verb: 'delay', node: 'n2', from: 'n1', what: { type: 'vote', term: 2 } },
    '--  somebody holds back vote(term: 2) from n1 to n2',
  ],
  [
    { kind: 'meddled', verb: 'deliver', node: 'n2', from: null, what: { type: 'election' } },
    '--  somebody hurries election of n2',
  ],
])('%o is told in a sentence', (happening, words) => {
  expect(sentence({ cause: null, ...happening } as never)).toBe(words)
})

test('plain data is shown in as few signs as it takes, and never at great length', () => {
  expect(shown({ log: [{ term: 1 }], voted: null, peers: new Set(['n2']), at: new Map([['n2', 4]]) })).toBe(
    '{log: [{term: 1}], voted: null, peers: {n2}, at: {n2 → 4}}',
  )
  expect(shown(['two words', '3', ''])).toBe('["two words", "3", ""]')
  expect(shown(new Uint8Array(20))).toBe('0x0000000000000000… (20 bytes)')
  expect(shown(Array(50).fill(0))).toBe(`[${'0, '.repeat(12)}… 38 more]`)
  expect(shown('é'.repeat(70))).toBe(`"${'é'.repeat(60)}…"`)
})
