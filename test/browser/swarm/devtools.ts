// A Chromium whose tabs can be hidden, which Playwright's never are: driven over its own DevTools protocol.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import WebSocket from 'ws'
import { chromiumFlags, findChromium } from '../find-chromium.ts'

export interface DevTools {
  /** Opens a tab in front of the others, which it hides. */
  openTab(url: string): Promise<DevToolsTab>
  close(): Promise<void>
}

export interface DevToolsTab {
  evaluate<T>(expression: string): Promise<T>
}

const startWithinMs = 20_000

export async function openDevTools(flags: readonly string[]): Promise<DevTools> {
  const profile = await mkdtemp(join(tmpdir(), 'tabswarm-devtools-'))
  const args = [...chromiumFlags, ...flags, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`]
  const browser = spawn(findChromium() ?? 'chromium', [...args, 'about:blank'], { stdio: 'ignore' })
  const socket = await connected(await addressIn(profile, browser))
  const call = caller(socket)
  return {
    async openTab(url) {
      const { targetId } = await call('Target.createTarget', { url })
      const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true })
      return {
        async evaluate(expression) {
          const options = { expression, awaitPromise: true, returnByValue: true }
          const { result, exceptionDetails } = await call('Runtime.evaluate', options, sessionId)
          if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
          return result.value
        },
      }
    },
    async close() {
      const ended = new Promise(resolve => browser.once('exit', resolve))
      browser.kill()
      await ended
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Chromium writes its port and path into its profile once it listens. */
async function addressIn(profile: string, browser: ChildProcess): Promise<string> {
  for (const begun = performance.now(); performance.now() - begun < startWithinMs; ) {
    const [port, path] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')).split('\n')
    if (port && path) return `ws://127.0.0.1:${port}${path}`
    if (browser.exitCode !== null) throw new Error(`Chromium ended with ${browser.exitCode}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`Chromium opened no DevTools within ${startWithinMs} ms`)
}

async function connected(address: string): Promise<WebSocket> {
  const socket = new WebSocket(address)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return socket
}

function caller(socket: WebSocket) {
  const waiting = new Map<number, { resolve: (result: any) => void; reject: (error: Error) => void }>()
  socket.on('message', text => {
    const { id, result, error } = JSON.parse(String(text))
    const call = waiting.get(id)
    waiting.delete(id)
    if (error) call?.reject(new Error(error.message))
    else call?.resolve(result)
  })
  let count = 0
  return (method: string, params: object, sessionId?: string): Promise<any> =>
    new Promise((resolve, reject) => {
      waiting.set(++count, { resolve, reject })
      socket.send(JSON.stringify({ id: count, method, params, ...(sessionId && { sessionId }) }))
    })
}
