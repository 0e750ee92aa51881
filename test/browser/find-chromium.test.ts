// Goal: a fresh machine gets its Chromium, or a sentence that helps. Method: machines made of plain data.

import { describe, expect, test } from 'vitest'
import { ChromiumError, findChromium, type Machine } from './find-chromium.ts'
import { type ChangeableMachine, type Command, obtainChromium } from './install-chromium.ts'

describe('the search for a Chromium', () => {
  test('takes the one that the developer named, before all others', () => {
    const machine = machineWith(['/opt/mine', '/own/chrome', '/usr/bin/chromium'], { TABSWARM_CHROMIUM: '/opt/mine' })
    expect(findChromium(machine)).toBe('/opt/mine')
  })

  test('refuses to take another when the named one cannot be started', () => {
    const machine = machineWith(['/usr/bin/chromium'], { TABSWARM_CHROMIUM: '/opt/gone' })
    expect(() => findChromium(machine)).toThrow('TABSWARM_CHROMIUM: expected a program, got /opt/gone')
  })

  test('prefers the browser that Playwright was made for', () => {
    expect(findChromium(machineWith(['/usr/bin/chromium', '/own/chrome']))).toBe('/own/chrome')
  })

  test.each(['chromium', 'chromium-browser', 'google-chrome'])('finds %s on the PATH', name => {
    expect(findChromium(machineWith([`/snap/bin/${name}`]))).toBe(`/snap/bin/${name}`)
  })

  test('finds none where there is none', () => {
    expect(findChromium(machineWith([]))).toBeNull()
  })
})

describe('a machine', () => {
  test('that has a Chromium needs no installing', () => {
    const { machine, ran } = changeable({ present: ['/usr/bin/chromium'] })
    expect(obtainChromium(machine)).toBe('/usr/bin/chromium')
    expect(ran).toEqual([])
  })

  test('without one gets Playwright’s own where its download works', () => {
    const { machine, ran } = changeable({ brings: { 'install chromium': '/own/chrome' } })
    expect(obtainChromium(machine)).toBe('/own/chrome')
    expect(ran).toEqual(['node cli.js install chromium'])
  })

  test('without one gets the system’s package where the download does not work', () => {
    const { machine, ran } = changeable({ brings: { 'apt-get install': '/usr/bin/chromium' }, fails: ['cli.js'] })
    expect(obtainChromium(machine)).toBe('/usr/bin/chromium')
    expect(ran.slice(1)).toEqual(['apt-get update', 'apt-get install --yes --no-install-recommends chromium'])
  })

  test('whose sudo wants a password is asked once and left alone', () => {
    const { machine, ran } = changeable({ isRoot: false, fails: ['cli.js', 'sudo'] })
    expect(() => obtainChromium(machine)).toThrow(ChromiumError)
    expect(ran.slice(1)).toEqual(['sudo -n apt-get update'])
  })

  test('that can get none hears what was looked for, what was tried, and what to do', () => {
    const { machine } = changeable({ fails: ['cli.js', 'apt-get'] })
    const message = messageOf(() => obtainChromium(machine))
    expect(message).toContain('TABSWARM_CHROMIUM=/path/to/chromium npm test')
    expect(message).toContain('looked for: /own/chrome, /usr/bin/chromium, and on the PATH chromium,')
    expect(message).toContain('tried: apt-get update')
  })

  test('is never waited for without a limit', () => {
    const limits: number[] = []
    const { machine } = changeable({ onRun: command => limits.push(command.limitMs) })
    expect(() => obtainChromium(machine)).toThrow(ChromiumError)
    expect(limits.length).toBe(3)
    expect(Math.max(...limits)).toBeLessThanOrEqual(300_000)
  })
})

function machineWith(present: readonly string[], environment: Machine['environment'] = {}): Machine {
  return {
    environment: { PATH: '/bin:/snap/bin', ...environment },
    playwrightsOwn: '/own/chrome',
    isExecutable: path => present.includes(path),
  }
}

interface Plan {
  readonly present?: readonly string[]
  readonly isRoot?: boolean
  /** Commands that contain the key put a program at the path. */
  readonly brings?: Readonly<Record<string, string>>
  readonly fails?: readonly string[]
  readonly onRun?: (command: Command) => void
}

function changeable({ present = [], isRoot = true, brings = {}, fails = [], onRun }: Plan) {
  const programs = [...present]
  const ran: string[] = []
  const run = (command: Command): boolean => {
    const line = command.words.map(word => word.replace(/^.*\//, '')).join(' ')
    ran.push(line)
    onRun?.(command)
    if (fails.some(part => line.includes(part))) return false
    for (const [part, path] of Object.entries(brings)) if (line.includes(part)) programs.push(path)
    return true
  }
  const machine: ChangeableMachine = { ...machineWith([]), isExecutable: path => programs.includes(path), isRoot, run }
  return { machine, ran }
}

function messageOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return (error as Error).message
  }
  return ''
}
