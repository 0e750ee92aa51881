// The steps of a whole test run, in the order in which a mistake is cheapest to find.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { obtainChromium } from '../browser/install-chromium.ts'
import { run } from './command.ts'
import { judge, nothing, oneFailed, onePassed, type Tally } from './tally.ts'
import { loadTally, tallyFileVariable } from './tally-file.ts'

export interface Step {
  readonly title: string
  /** A check counts as one; a test step counts its tests. */
  readonly kind: 'check' | 'tests'
  run(order: Order): Promise<Tally>
}

export interface Order {
  /** What a developer wrote after `npm test --`: only test files whose path contains one of these. */
  readonly filters: readonly string[]
  readonly limitMs: number
}

export const steps: readonly Step[] = [
  { title: 'Format and lint', kind: 'check', run: order => script('check', order) },
  { title: 'Types, of the whole house and of the pure rooms', kind: 'check', run: order => script('types', order) },
  { title: 'Unit tests, in Node', kind: 'tests', run: order => vitest('node', order) },
  { title: 'Unit tests, in Chromium', kind: 'tests', run: order => withChromium(() => vitest('chromium', order)) },
  { title: 'Stories of real pages, in Chromium', kind: 'tests', run: playwright },
]

/** The same commands that a developer calls by hand: package.json names them once. */
async function script(name: string, { limitMs }: Order): Promise<Tally> {
  return (await run('npm', ['run', '--silent', name], { limitMs })) ? onePassed : oneFailed(`npm run ${name}`)
}

function vitest(project: 'node' | 'chromium', { filters, limitMs }: Order): Promise<Tally> {
  const reporters = ['--reporter=default', '--reporter=./test/run/vitest-reporter.ts']
  // A forgotten `.only` would hide all its neighbours; a filter may leave one of the two projects nothing to do.
  const strictness = ['--allowOnly=false', ...(filters.length > 0 ? ['--passWithNoTests'] : [])]
  const words = ['run', '--project', project, ...reporters, ...strictness, ...filters]
  return counted('node_modules/vitest/vitest.mjs', words, limitMs)
}

async function playwright({ filters, limitMs }: Order): Promise<Tally> {
  const specs = readdirSync('test/browser', { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.spec.ts'))
    .map(file => `test/browser/${file}`)
    .filter(file => filters.length === 0 || filters.some(filter => file.includes(filter)))
  if (specs.length === 0) {
    console.log('no test/browser/**/*.spec.ts to run')
    return nothing
  }
  const config = ['--config', 'test/browser/playwright.config.ts']
  return withChromium(() => counted('node_modules/@playwright/test/cli.js', ['test', ...config, ...specs], limitMs))
}

let chromium: Promise<string> | null = null

/** Looked for once: a machine that has none would only say so twice. The tests' processes learn it from the environment. */
async function withChromium(test: () => Promise<Tally>): Promise<Tally> {
  chromium ??= Promise.resolve().then(() => obtainChromium())
  process.env.TABSWARM_CHROMIUM = await chromium
  console.log(`Chromium: ${process.env.TABSWARM_CHROMIUM}`)
  return test()
}

async function counted(program: string, words: readonly string[], limitMs: number): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'tabswarm-tally-'))
  const file = join(folder, 'tally.json')
  try {
    const endedWell = await run(process.execPath, [program, ...words], {
      limitMs,
      environment: { [tallyFileVariable]: file },
    })
    return judge(loadTally(file), endedWell)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
