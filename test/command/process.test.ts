// Goal: the command line works as a real process: in the checkout, and installed from a package.
// Method: children of this process, a package made and unpacked in a folder of its own.

import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { scratch, speak } from './spoken.ts'

const root = join(import.meta.dirname, '../..')
const tsx = join(root, 'node_modules/.bin/tsx')
const biome = join(root, 'node_modules/.bin/biome')
const files = scratch()
const limit = { timeout: 120_000 }

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Interrupts the process once it has said on standard error what `until` waits for. */
function call(program: string, typed: readonly string[], folder = root, until: RegExp | null = null) {
  return new Promise<Ended>(resolve => {
    const child = spawn(program, typed, { cwd: folder })
    let out = ''
    let err = ''
    let isInterrupted = false
    child.stdout.on('data', chunk => (out += chunk))
    child.stderr.on('data', chunk => {
      err += chunk
      if (isInterrupted || until?.test(err) !== true) return
      isInterrupted = true
      child.kill('SIGINT')
    })
    child.on('close', code => resolve({ code, out, err }))
  })
}

describe('in the checkout', limit, () => {
  const main = join(root, 'src/command/main.ts')

  test('what many processes find is what one finds', async () => {
    const typed = ['simulate', 'ping', '--seeds', '20', '--faults', 'storm', '--mutant', 'neverSuspects', '--json']
    const alone = await speak(...typed)
    expect(await call(tsx, [main, ...typed])).toEqual({ ...alone, code: 1 })
  })

  test('bad arguments end the process with 2 and a word on standard error alone', async () => {
    expect(await call(tsx, [main, 'simulate', 'ping', '--nodes', 'x'])).toEqual({
      code: 2,
      out: '',
      err: "--nodes: expected a whole number from 1 to 1000000, got 'x'\n",
    })
  })

  test('long work shows its progress where it is asked to, and an interrupt ends it in order', async () => {
    const typed = [main, 'simulate', 'ping', '--seeds', '1000000', '--faults', 'storm', '--progress']
    const ended = await call(process.execPath, ['--import', 'tsx', ...typed], root, /\d+ of 1000000 seeds/)
    expect(ended.err).toMatch(/interrupted after \d+ of 1000000 seeds\n$/)
    expect(ended.out).toContain('R2  holds')
    expect(ended.code).toBe(3)
  })
})

describe('a protocol made by `new`', limit, () => {
  const house = files.path('house')
  const main = join(house, 'src/command/main.ts')

  beforeAll(() => {
    mkdirSync(join(house, 'src/protocols'), { recursive: true })
    for (const room of [
      'core',
      'faults',
      'trace',
      'checkers',
      'host',
      'simulator',
      'lab',
      'command',
      'protocols/ping',
    ]) {
      cpSync(join(root, 'src', room), join(house, 'src', room), { recursive: true })
    }
    cpSync(join(root, 'package.json'), join(house, 'package.json'))
    cpSync(join(root, 'test/biome.json'), join(house, 'test/biome.json'))
    symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'))
  })

  test('has the form of the house, wherever its name sorts and however long it is', async () => {
    const names = ['bully', 'z-of-which-much-is-to-be-said-in-a-name']
    for (const name of names) expect((await call(tsx, [main, 'new', name], house)).code).toBe(0)
    const folders = names.map(name => join(house, 'src/protocols', name))
    expect(await call(biome, ['check', '--config-path=test', '--error-on-warnings', ...folders], house)).toMatchObject({
      code: 0,
    })
  })

  test.each(['hello', 'hello-world2'])('%s is judged like any other, and keeps no word of its model', async name => {
    const made = await call(tsx, [main, 'new', name], house)
    expect(made).toMatchObject({ code: 0, err: '' })
    const folder = join(house, 'src/protocols', name)
    expect(readdirSync(folder)).toEqual(readdirSync(join(root, 'src/protocols/ping')))
    for (const file of readdirSync(folder)) expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/\bping|Ping/)
    const judged = await call(tsx, [main, 'simulate', name, '--seeds', '3', '--faults', 'storm', '--json'], house)
    expect(JSON.parse(judged.out)).toMatchObject({ protocol: name, verdict: 'holds' })
    const kills = await call(tsx, [main, 'mutants', name, '--seeds', '50'], house)
    expect(kills.code).toBe(0)
    expect((await call(tsx, [main, 'new', name], house)).err).toBe(`NAME: '${name}' exists already\n`)
  })
})

describe('installed from a package', limit, () => {
  const place = files.path('elsewhere')
  const main = join(place, 'package/dist/command/main.js')

  beforeAll(async () => {
    mkdirSync(place)
    const copy = files.path('copy')
    mkdirSync(copy)
    for (const part of ['src', 'test', 'package.json', 'tsconfig.json', 'README.md', 'LICENSE']) {
      cpSync(join(root, part), join(copy, part), { recursive: true })
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    // Without the pages, which the command line does not need and whose build takes its time.
    expect(await call('npm', ['run', 'build'], copy)).toMatchObject({ code: 0 })
    const packed = await call('npm', ['pack', '--ignore-scripts', '--pack-destination', place], copy)
    expect(packed).toMatchObject({ code: 0 })
    const archive = readdirSync(place).find(name => name.endsWith('.tgz'))!
    expect(await call('tar', ['-xzf', archive], place)).toMatchObject({ code: 0 })
    symlinkSync(join(root, 'node_modules'), join(place, 'package/node_modules'))
  }, 120_000)

  test('a project of somebody else imports rooms, protocols and what runs them, and nothing happens until it asks', async () => {
    const project = files.path('project')
    mkdirSync(join(project, 'node_modules'), { recursive: true })
    symlinkSync(join(place, 'package'), join(project, 'node_modules/tabswarm'))
    writeFileSync(
      join(project, 'main.mjs'),
      `import { joinRoom } from 'tabswarm'
      import { run } from 'tabswarm/lab'
      import raft from 'tabswarm/protocols/raft'
      const { rules } = run({ lab: raft, seed: 7, scenario: 'calm' })
      console.log(typeof joinRoom, rules.every(({ verdict }) => verdict.is !== 'broken'), rules.length)`,
    )
    const ran = await call(process.execPath, [join(project, 'main.mjs')], project)
    expect(ran).toEqual({ code: 0, err: '', out: 'function true 27\n' })
    writeFileSync(
      join(project, 'main.ts'),
      `import { joinRoom, type Room } from 'tabswarm'
      import raft from 'tabswarm/protocols/raft'
      export const room: Promise<Room> = joinRoom({ room: 'cs101' })
      export const title: string = raft.title`,
    )
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--skipLibCheck',
      '--types',
      '',
    ]
    const checked = await call(join(root, 'node_modules/.bin/tsc'), [...options, 'main.ts'], project)
    expect(checked).toMatchObject({ code: 0, out: '' })
  })

  test('the bin of the package runs without a compiler, alone and with many processes', async () => {
    const { bin } = JSON.parse(readFileSync(join(place, 'package/package.json'), 'utf8'))
    expect(join(place, 'package', bin.tabswarm)).toBe(main)
    expect(readFileSync(main, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
    const typed = ['simulate', 'ping', '--seeds', '12', '--faults', 'storm', '--json']
    expect(await call(process.execPath, [main, ...typed], place)).toEqual(await speak(...typed))
  })

  test('a new protocol is refused there', async () => {
    expect((await call(process.execPath, [main, 'new', 'hello'], place)).err).toBe(
      'NAME: new works in a checkout, not in an installed package\n',
    )
  })
})
