// `npm run sweep -- [LAB] [SEEDS]`: thousands of storms on all cores, then every mutant beside the rule that caught it. With
// `histories` for a lab, the fast checker beside trying every order.

import { fork } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Lab, weatherOf } from '../src/lab/lab.ts'
import { huntSeedsMax } from './protocols/hunt.ts'
import { loadLab, type Task, type TaskResult } from './sweep/task.ts'

const seedsPerTask = 10
const { positionals } = parseArgs({ allowPositionals: true })
const [name = 'raft', seedsWord = '2000'] = positionals
const seeds = Number(seedsWord)
const folder = join(import.meta.dirname, '../src/protocols')
const names = readdirSync(folder, { withFileTypes: true }).flatMap(entry => (entry.isDirectory() ? [entry.name] : []))

if (!names.includes(name) && name !== 'histories')
  fail(`lab: expected one of ${[...names, 'histories'].join(', ')}, got '${name}'`)
if (!Number.isSafeInteger(seeds) || seeds < 1) fail(`seeds: expected a whole number of at least 1, got '${seedsWord}'`)

const started = performance.now()
if (name === 'histories') await sweepHistories()
else await sweepLab(await loadLab(name))
console.log(`\n${((performance.now() - started) / 1000).toFixed(0)} s on ${availableParallelism()} cores`)

async function sweepLab(lab: Lab): Promise<void> {
  const results = await performAll([
    ...lab.mutants.map(({ name: mutant }): Task => ({ is: 'hunt', lab: name, mutant })),
    ...ranges((from, to): Task => ({ is: 'storms', lab: name, from, to })),
  ])
  const kills = results.flatMap(result => (result.is === 'hunt' ? [result] : []))
  tell(`${seeds} ${weatherOf(lab) === null ? 'calm runs' : 'storms'} of ${name}`, 'rules broke', results)
  console.log(`\n${killTable(lab, kills)}`)
  if (kills.some(({ seed }) => seed === null)) process.exitCode = 1
}

async function sweepHistories(): Promise<void> {
  const results = await performAll(ranges((from, to): Task => ({ is: 'histories', from, to })))
  tell(`${seeds} histories of each kind`, 'verdicts are wrong', results)
}

function ranges(taskOf: (from: number, to: number) => Task): Task[] {
  return Array.from({ length: Math.ceil(seeds / seedsPerTask) }, (_, index) => {
    const from = index * seedsPerTask + 1
    return taskOf(from, Math.min(seeds, from + seedsPerTask - 1))
  })
}

function tell(what: string, problem: string, results: readonly TaskResult[]): void {
  const broken = results.flatMap(result => (result.is === 'hunt' ? [] : result.broken))
  console.log(`\n${what}: ${broken.length === 0 ? 'nothing broke' : `${broken.length} ${problem}`}`)
  for (const sentence of broken) console.log(`  ${sentence}`)
  if (broken.length > 0) process.exitCode = 1
}

/** Keeps one process a core busy until all is done. */
async function performAll(tasks: readonly Task[]): Promise<readonly TaskResult[]> {
  const waiting = [...tasks]
  const results: TaskResult[] = []
  const workers = Array.from({ length: Math.min(availableParallelism(), tasks.length) }, () => {
    const worker = fork(join(import.meta.dirname, 'sweep/worker.ts'))
    return new Promise<void>((resolve, reject) => {
      const next = (): void => {
        const task = waiting.shift()
        if (task === undefined) worker.disconnect()
        else worker.send(task)
      }
      worker.on('message', (result: TaskResult) => {
        results.push(result)
        showProgress(results.length, tasks.length)
        next()
      })
      worker.on('exit', code => (code === 0 ? resolve() : reject(new Error(`a worker ended with code ${code}`))))
      next()
    })
  })
  await Promise.all(workers)
  return results
}

function showProgress(done: number, all: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${all}`)
  else if (done % Math.ceil(all / 10) === 0) process.stderr.write(`${done} of ${all}\n`)
}

function killTable(lab: Lab, kills: readonly Extract<TaskResult, { is: 'hunt' }>[]): string {
  const rows = lab.mutants.map(({ name, breaks, says }) => {
    const seed = kills.find(({ mutant }) => mutant === name)?.seed ?? null
    return [name, breaks, seed === null ? `none of ${huntSeedsMax}` : `${seed}`, says]
  })
  const table = [['mutant', 'rule', 'seeds needed', ''], ...rows]
  const widths = [0, 1, 2].map(column => Math.max(...table.map(row => row[column]!.length)))
  return table
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function fail(problem: string): never {
  console.error(problem)
  process.exit(2)
}
