// `tabswarm relay`: starts the relay and the pages, says where to open them, and ends when it is told to.

import { readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { startRelay } from '../relay/relay.ts'
import { openAddresses } from './relay-addresses.ts'
import { announcement, classAddress, type Ready, urlOf } from './relay-announcement.ts'
import { ArgumentError, type RelayCommand, relayCommandOf, relayHelp } from './relay-options.ts'

/** Where a command speaks. */
export interface Terminal {
  out(text: string): void
  error(text: string): void
  readonly isColoured: boolean
}

/** Returns the exit code, once the relay has stopped. */
export async function relay(
  argv: readonly string[],
  terminal: Terminal = processTerminal,
  stop: Promise<unknown> = stopSignal(),
): Promise<number> {
  try {
    const command = relayCommandOf(argv)
    if (command === null) terminal.out(relayHelp)
    else await serve(command, terminal, stop)
    return 0
  } catch (error) {
    if (error instanceof ArgumentError) {
      terminal.error(`tabswarm relay: ${error.message}\nSee tabswarm relay --help.\n`)
      return 2
    }
    terminal.error(`tabswarm relay: ${whatWentWrong(error as NodeJS.ErrnoException)}\n`)
    return 1
  }
}

const processTerminal: Terminal = {
  out: text => void process.stdout.write(text),
  error: text => void process.stderr.write(text),
  isColoured: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
}

/** A second signal ends the process at once, as if nobody had listened. */
const stopSignal = (): Promise<unknown> =>
  new Promise(resolve => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })

async function serve(command: RelayCommand, terminal: Terminal, stop: Promise<unknown>): Promise<void> {
  const { host, pages, prefix, identityFile, tls, isJson } = command
  const logLine = (line: Readonly<Record<string, unknown>>) =>
    terminal.out(`${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`)
  const started = await startRelay({
    port: command.port,
    host,
    prefix,
    ...(pages !== null && { pages }),
    ...(identityFile !== null && { identityFile }),
    ...(tls !== null && { tls: { cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) } }),
    ...(isJson && { log: logLine }),
  })
  const { id, port } = started
  const addresses = openAddresses(host, networkInterfaces())
  const ready: Ready = { id, port, prefix, isTls: tls !== null, pages, identityFile, addresses }
  if (isJson) logLine(openLine(ready))
  else terminal.out(announcement(ready, terminal))
  await stop
  if (!isJson) terminal.out('Saying goodbye.\n')
  await started.stop()
}

function openLine(ready: Ready): Readonly<Record<string, unknown>> {
  const best = classAddress(ready)
  return {
    event: 'open',
    urls: ready.addresses.map(address => ({ url: urlOf(ready, address), reach: address.reach })),
    classUrl: best && urlOf(ready, best),
    pages: ready.pages,
    identityFile: ready.identityFile,
  }
}

function whatWentWrong(error: NodeJS.ErrnoException & { readonly port?: number; readonly address?: string }): string {
  const { code, port, address, path } = error
  switch (code) {
    case 'EADDRINUSE':
      return `--port: ${port} is taken on ${address}; another program listens there. Stop it, or try --port ${port! + 1}`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `--host: this machine has no address ${address ?? error.message}`
    case 'EACCES':
      if (port !== undefined) return `--port: ${port} needs rights that this user has not; try one above 1023`
      return `${path}: this user may not read or write it`
    default:
      return path === undefined ? error.message : `${path}: ${error.message}`
  }
}
