// Goal: whatever is typed wrong is refused by name, with exit code 2 and nothing on standard output.
// Method: a table of mistakes, one for each field of each command.

import { describe, expect, test } from 'vitest'
import { commands } from '../../src/command/tabswarm.ts'
import { scratch, speak } from './spoken.ts'

const files = scratch()
const storm = files.write('faults.json', '[{"atMs":5,"fault":{"type":"heal"}},{"atMs":6,"fault":{"type":"rain"}}]')
const torn = files.write('torn.json', '[{')
const trace = files.path('good.jsonl')
const history = files.write('nameless.jsonl', '{"process":0,"type":"invoke","f":"read","value":null}\n')
const foreign = files.write('foreign.jsonl', '{"history":1,"model":"stack"}\n')
const broken = files.write(
  'broken.jsonl',
  '{"history":1,"model":"mutex"}\n{"process":0,"type":"begin","f":"acquire"}\n',
)
await speak('simulate', 'ping', '--for', '50ms', '--trace', trace)

test.each([
  ['dance', 'COMMAND: expected one of simulate, check, replay, story, export, '],
  ['simulate', 'PROTOCOL: expected one, got nothing'],
  ['simulate ping pong', "PROTOCOL: expected one, got 'pong' too"],
  ['simulate tennis', 'PROTOCOL: expected one of '],
  ['simulate ping --speed 3', '--speed: no such option; see tabswarm simulate --help'],
  ['simulate ping --nodes x', "--nodes: expected a whole number from 1 to 1000000, got 'x'"],
  ['simulate ping --nodes 0', "--nodes: expected a whole number from 1 to 1000000, got '0'"],
  ['simulate ping --nodes', '--nodes: expected N, got nothing'],
  ['simulate ping --nodes 3 --nodes 4', '--nodes: expected it once'],
  ['simulate ping --seed -1', "--seed: expected a whole number from 0 to 9007199254740991, got '-1'"],
  ['simulate ping --seed=1.5', '--seed: expected a whole number from 0 to 9007199254740991'],
  ['simulate ping --seeds 0', '--seeds: expected a whole number from 1 to 1000000000'],
  ['simulate ping --seed 1 --seeds 2', '--seeds: expected either --seed or --seeds'],
  ['simulate ping --for 60', "--for: expected a time such as 500ms, 60s or 2m, at most 1000h, got '60'"],
  ['simulate ping --for 0s', '--for: expected a time'],
  ['simulate ping --for 1001h', '--for: expected a time'],
  ['simulate ping --scenario rain', "--scenario: expected calm or closed-lid or one-way or slow-answers, got 'rain'"],
  ['simulate ping --mutant x', "--mutant: expected takesOldAnswers or forgetsItsRound or neverSuspects, got 'x'"],
  ['simulate ping --set everyMs', "--set: expected option=value, got 'everyMs'"],
  ['simulate ping --set pace=1', '--set pace: expected one of everyMs, patienceMs'],
  ['simulate ping --set everyMs=soon', '--set everyMs: expected 1 to 60000, got "soon"'],
  ['simulate ping --set everyMs=0', '--set everyMs: expected 1 to 60000, got 0'],
  ['simulate ping --set everyMs=1..2', '--set everyMs: expected 1 to 60000, got list of 2'],
  ['simulate ping --set everyMs=1 --set everyMs=2', '--set everyMs: expected it once'],
  ['simulate ping --faults nowhere', "--faults: cannot read 'nowhere': ENOENT"],
  [`simulate ping --faults ${storm}`, '--faults: faults.1.fault.type: expected partition or cut'],
  [`simulate ping --faults ${torn}`, '--faults: expected JSON: '],
  [
    'simulate byzantine-generals --faults storm',
    '--faults: expected none or a list: the model of byzantine-generals has no storms',
  ],
  ['simulate ping --save 8..3', "--save: expected whole numbers low..high, got '8..3'"],
  ['simulate ping --trace nowhere/x', "--trace: cannot write 'nowhere/x': ENOENT"],
  ['simulate ping --seeds 2 --trace x', '--trace: expected a single --seed with it'],
  ['simulate ping --json=3', "--json: expected no value, got '3'"],
  ['check', 'FILE: expected at least one, got nothing'],
  ['check nowhere', "FILE: cannot read 'nowhere': ENOENT"],
  [`check ${history}`, '--model: expected one of cas-register, key-value, mutex, queue, list-append: '],
  [
    `check ${history} --model stack`,
    "--model: expected cas-register or key-value or mutex or queue or list-append, got 'stack'",
  ],
  [`check ${foreign}`, `FILE ${foreign}: no such model: 'stack'; --model names another`],
  [`check ${broken}`, `FILE ${broken}: line 2: type: expected `],
  [
    `check ${history} --consistency fine`,
    '--consistency: expected linearizable or sequential or causal or read-uncommitted or read-committed or',
  ],
  [
    `check ${history} --time-limit soon`,
    "--time-limit: expected a time such as 500ms, 60s or 2m, at most 1000h, got 'soon'",
  ],
  ['replay', 'TRACE: expected one, got nothing'],
  ['replay nowhere', "TRACE: cannot read 'nowhere': ENOENT"],
  [`replay ${broken}`, 'TRACE: line 1: history: no such field'],
  [`replay ${trace} --to 9999`, '--to: expected a whole number from 0 to '],
  [`replay ${trace} --node n9`, "--node: expected one of n1, n2, n3, got 'n9'"],
  [`story ${history}`, 'TRACE: line 1: process: no such field'],
  [`export ${trace}`, '--shiviz: expected either --shiviz or --jepsen'],
  [`export ${trace} --shiviz --jepsen`, '--shiviz: expected either --shiviz or --jepsen'],
  ['explore', 'PROTOCOL: expected one, got nothing'],
  ['explore ping --nodes 17', "--nodes: expected a whole number from 1 to 16, got '17'"],
  ['explore ping --depth deep', "--depth: expected a whole number from 1 to 1000, got 'deep'"],
  ['explore ping --mutant x', '--mutant: expected takesOldAnswers or '],
  ['explore ping --drops -1', '--drops: expected a whole number from 0 to 100'],
  ['explore ping --states none', '--states: expected a whole number from 1 to 100000000'],
  ['explore ping --time-limit 1', '--time-limit: expected a time'],
  ['mutants', 'PROTOCOL: expected one, got nothing'],
  ['mutants ping --all', 'PROTOCOL: expected none with --all'],
  ['mutants ping --seeds many', "--seeds: expected a whole number from 1 to 1000000, got 'many'"],
  ['reproduce', 'NAME: expected one, got nothing'],
  ['reproduce ping/table', "raft/split-vote, got 'ping/table'"],
  ['reproduce gossip/demers --set variant=shout', '--set variant: expected push-'],
  ['reproduce gossip/demers --set k=0', '--set k: expected 1 to 1000, got 0'],
  ['reproduce gossip/demers --runs 0', '--runs: expected a whole number from 1 to 10000000'],
  ['new', 'NAME: expected one, got nothing'],
  ['new ping', "NAME: 'ping' exists already"],
  ['new Ping', "NAME: expected at most 40 small letters, digits and dashes, got 'Ping'"],
  ['new ../ping', 'NAME: expected at most 40 small letters'],
  ['new class', "NAME: 'class' is a word of the language"],
  ['new set', "NAME: 'set' is a word of the language"],
  ['new round', "NAME: 'round' is a word of the code that it would begin from"],
  ['new peer-id', "NAME: 'peer-id' is a word of the code that it would begin from"],
])('tabswarm %s is refused: %s', async (typed, complaint) => {
  const { code, out, err } = await speak(...typed.split(' '))
  expect(err).toContain(complaint)
  expect({ code, out }).toEqual({ code: 2, out: '' })
})

describe.each(commands.map(command => [command.name, command] as const))(
  'tabswarm %s --help',
  (name, { options, words }) => {
    test('names its words and each of its options, and is good', async () => {
      const { code, out } = await speak(name, '--help')
      expect(code).toBe(0)
      expect(out.split('\n')[0]!.split(' ')).toEqual(
        ['tabswarm', name, ...words.split(' '), '[options]'].filter(Boolean),
      )
      for (const option of ['help', 'json', 'progress', ...Object.keys(options)])
        expect(out).toContain(`  --${option} `)
    })
  },
)

test('tabswarm --help names each command; tabswarm alone does too, and is no good', async () => {
  const { code, out } = await speak('--help')
  expect(code).toBe(0)
  for (const { name, says } of commands) expect(out).toMatch(new RegExp(`^  ${name} .*${says}$`, 'm'))
  expect(await speak()).toEqual({ code: 2, out, err: '' })
})
