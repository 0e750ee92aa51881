// The relay command as a process: what it prints, what it serves, how it ends. It listens on the loopback only.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { get } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

const main = join(import.meta.dirname, '../../src/command/main.ts')
const running: ChildProcess[] = []
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tabswarm-command-'))
  await writeFile(join(folder, 'index.html'), '<html><head></head><body>a page</body></html>')
})
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rm(folder, { recursive: true }))

interface Started {
  readonly child: ChildProcess
  readonly ended: Promise<number | null>
  out(): string
  err(): string
}

function run(...options: string[]): Started {
  const child = spawn(process.execPath, ['--import', 'tsx', main, 'relay', ...options])
  running.push(child)
  let [out, err] = ['', '']
  child.stdout.on('data', text => (out += text))
  child.stderr.on('data', text => (err += text))
  return { child, ended: new Promise(resolve => child.once('close', resolve)), out: () => out, err: () => err }
}

const local = (...options: string[]) => run('--host', '127.0.0.1', '--port', '0', '--pages', folder, ...options)

async function originOf({ out, err }: Started): Promise<string> {
  await expect.poll(() => `${out()}${err()}`, { timeout: 15_000 }).toMatch(/https?:\/\/127\.0\.0\.1:\d+/)
  return out().match(/https?:\/\/127\.0\.0\.1:\d+/)![0]
}

describe('tabswarm relay', () => {
  it('says where to open it and from where that works, serves page and health, and ends well on SIGTERM', async () => {
    const started = local()
    const origin = await originOf(started)
    expect(started.out()).toContain(`${origin}/  from this computer only`)
    expect(await (await fetch(`${origin}/`)).text()).toContain('<meta name="tabswarm-relay" content="relay">')
    expect(await (await fetch(`${origin}/health`)).json()).toMatchObject({ status: 'ok' })
    started.child.kill('SIGTERM')
    expect(await started.ended).toBe(0)
    await expect(fetch(`${origin}/health`)).rejects.toThrow()
  }, 30_000)

  it('is the same peer after a restart, under its path prefix and without it, and logs JSON when asked', async () => {
    const options = ['--identity', join(folder, 'relay.key'), '--prefix', '/lab', '--json']
    const ids: string[] = []
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const started = local(...options)
      const origin = await originOf(started)
      for (const path of ['/lab', '/lab/', '/']) {
        const page = await fetch(`${origin}${path}`)
        expect(await page.text()).toContain('a page')
        expect(new URL(page.url).pathname).toBe(path === '/' ? '/' : '/lab/')
      }
      started.child.kill(signal)
      expect(await started.ended).toBe(0)
      const lines = started
        .out()
        .trim()
        .split('\n')
        .map(line => JSON.parse(line))
      expect(lines.map(({ event }) => event)).toEqual(['started', 'open', 'stopping', 'stopped'])
      ids.push(lines[0].id)
    }
    expect(ids[1]).toBe(ids[0])
    expect(await readFile(options[1]!, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/)
  }, 30_000)

  it('names the port that is taken, and ends with 1', async () => {
    const other = createServer()
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as { port: number }
    const started = run('--host', '127.0.0.1', '--port', String(port), '--identity', join(folder, 'taken.key'))
    expect(await started.ended).toBe(1)
    expect(started.err()).toContain(`--port: ${port} is taken`)
    other.close()
  }, 30_000)

  it('names the field of a bad argument, and ends with 2', async () => {
    const wrong = [
      ['--port', 'x'],
      ['--host', 'two words'],
      ['--pages', '/no/such/folder'],
      ['--prefix', 'lab'],
      ['--tls-key', 'without-a-certificate'],
    ] as const
    for (const [field, value] of wrong) {
      const started = run(field, value)
      expect(await started.ended).toBe(2)
      expect(started.err()).toContain(field === '--tls-key' ? '--tls-cert: expected' : `${field}: expected`)
    }
  }, 60_000)

  it('serves https with a certificate', async () => {
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
    const request = 'req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1'
    execFileSync('openssl', [...request.split(' '), '-keyout', key, '-out', cert], { stdio: 'ignore' })
    const started = local('--tls-cert', cert, '--tls-key', key)
    const origin = await originOf(started)
    expect(origin).toMatch(/^https:/)
    const ca = await readFile(cert)
    const status = new Promise((resolve, reject) =>
      get(`${origin}/health`, { ca }, response => resolve(response.resume().statusCode)).on('error', reject),
    )
    expect(await status).toBe(200)
  }, 30_000)
})
