// Goal: a run is judged, kept and repeatable. Method: honest runs, mutants that break a rule, and what is printed.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { run } from '../../src/lab/experiment.ts'
import ping from '../../src/protocols/ping/lab.ts'
import { scratch, speak, speakTo } from './spoken.ts'

const files = scratch()

test('an honest run is good, and has the digest of the same run elsewhere', async () => {
  const { code, out } = await speak('simulate', 'ping', '--seed', '7')
  expect(code).toBe(0)
  expect(out).toMatch(/^ping: scenario calm, seed 7$/m)
  expect(out).toMatch(/^ {2}R1 {2}holds {8}A peer is reported alive/m)
  expect(out).toMatch(/^ {2}R4 {2}not reached {2}A running peer/m)
  expect(out).toContain(`digest ${run({ lab: ping, seed: 7 }).digest}\n`)
})

test('every option changes the run that it speaks of', async () => {
  const typed = ['--nodes', '4', '--for', '2s', '--set', 'patienceMs=3', '--scenario', 'one-way', '--seed', '2']
  const { out } = await speak('simulate', 'ping', ...typed, '--json')
  const said = JSON.parse(out)
  expect(said).toMatchObject({
    protocol: 'ping',
    nodes: ['n1', 'n2', 'n3', 'n4'],
    forMs: 2_000,
    options: { patienceMs: 3 },
    scenario: 'one-way',
    seeds: { first: 2, count: 1 },
    verdict: 'holds',
    broken: null,
  })
  const { digest, counts } = run({
    lab: ping,
    seed: 2,
    nodes: 4,
    forMs: 2_000,
    options: { patienceMs: 3 },
    scenario: 'one-way',
  })
  expect(said).toMatchObject({ digest, counts })
})

test('many seeds are judged together: what is rare is reached, and counts are sums', async () => {
  const { code, out } = await speak('simulate', 'ping', '--seeds', '5', '--faults', 'storm', '--json')
  const said = JSON.parse(out)
  expect(code).toBe(0)
  expect(said.rules.map(({ id, verdict }: any) => `${id} ${verdict}`)).toEqual([
    'R1 holds',
    'R2 holds',
    'R3 holds',
    'R4 holds',
  ])
  expect(said.counts.simulatedMs).toBeGreaterThan(5 * 12_000)
  expect(said.seeds).toEqual({ first: 1, count: 5 })
})

test('a broken rule is told with its seed, its story and the command that repeats it', async () => {
  const { code, out } = await speak(
    'simulate',
    'ping',
    '--seeds',
    '15',
    '--faults',
    'storm',
    '--mutant',
    'neverSuspects',
  )
  expect(code).toBe(1)
  const [, seed] = out.match(/R3 {2}broken .*\(seed (\d+)\)/)!
  expect(out).toContain(
    `ping, 2 nodes, seed ${seed}, scenario calm, mutant neverSuspects, 1 fault beside the scenario's\n`,
  )
  expect(out).toMatch(/^to see it again:\n {2}tabswarm simulate ping .* --nodes 2 .*"type":"crash".* --idle/m)
  const repeat = out.trimEnd().split('\n').at(-1)!.trim().split(' ')
  const again = await speak(...repeat.slice(1))
  expect(again.code).toBe(1)
  expect(again.out).toMatch(/R3 {2}broken/)
})

test('a command that repeats a run keeps its faults and options', async () => {
  const faults =
    '[{"atMs":600,"fault":{"type":"crash","node":"n1","disk":"synced"}},{"atMs":900.5,"fault":{"type":"restart","node":"n1"}}]'
  const typed = ['--faults', files.write('faults.json', faults), '--mutant', 'forgetsItsRound', '--set', 'everyMs=400']
  const first = JSON.parse((await speak('simulate', 'ping', ...typed, '--json')).out)
  expect(first.verdict).toBe('broken')
  expect(first.broken.full).toContain(`--faults '${faults}'`)
  const [before, after] = first.broken.full.split(` --faults '${faults}' `)
  const again = await speak(...`${before} ${after} --json`.split(' ').slice(1), '--faults', faults)
  expect(JSON.parse(again.out).digest).toBe(first.digest)
})

describe('a list of faults', () => {
  const crash = (node: string) => `[{"atMs":1,"fault":{"type":"crash","node":"${node}","disk":"synced"}}]`
  const part = (...groups: string[][]) => JSON.stringify([{ atMs: 1, fault: { type: 'partition', groups } }])

  test.each([
    [crash('n4'), "faults.0.fault: expected a node of n1 to n3 or one that joins, got 'n4'"],
    [part(['n1', 'n9'], ['n2']), "faults.0.fault: expected a node of n1 to n3 or one that joins, got 'n9'"],
    [part(['n1', 'n2'], ['n2', 'n3']), 'faults.0.fault.groups: expected n2 once'],
  ])('that cannot be meant is refused: %s', async (faults, why) => {
    expect(await speak('simulate', 'ping', '--faults', faults)).toEqual({ code: 2, out: '', err: `--faults: ${why}\n` })
  })

  test('may name who joins, or stand in a file that begins with a byte order mark', async () => {
    const joined = `[{"atMs":0,"fault":{"type":"join","node":"n9"}},${crash('n9').slice(1)}`
    for (const faults of [joined, files.write('marked.json', `\ufeff${crash('n1')}`)]) {
      const { out, err } = await speak('simulate', 'ping', '--faults', faults, '--json')
      expect({ err, faults: JSON.parse(out).counts.faults }).toEqual({ err: '', faults: faults === joined ? 2 : 1 })
    }
  })
})

test('a mutant with no scenario named runs in the scenario where its mistake shows', async () => {
  const { out } = await speak('simulate', 'ping', '--mutant', 'takesOldAnswers', '--json')
  expect(JSON.parse(out).scenario).toBe(ping.mutants[0]!.scenario ?? 'calm')
})

test('a trace holds the run, and is written even when the run breaks a rule', async () => {
  const path = files.path('run.jsonl')
  const { out } = await speak('simulate', 'ping', '--for', '3s', '--trace', path, '--json')
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  expect(lines).toHaveLength(1 + JSON.parse(out).counts.happenings)
})

test('an interrupt ends the work in order: what was judged is told, and nobody can say more', async () => {
  let interrupt = (): void => {}
  const { code, out, err } = await speakTo(
    {
      onInterrupt(stop) {
        interrupt = stop
        return () => {}
      },
      progress: () => interrupt(),
    },
    'simulate',
    'ping',
    '--seeds',
    '100000',
    '--faults',
    'storm',
  )
  expect(code).toBe(3)
  expect(err).toMatch(/^interrupted after \d+ of 100000 seeds$/m)
  expect(out).toMatch(/^ping: scenario calm, seeds 1 to \d+, in a storm$/m)
})
