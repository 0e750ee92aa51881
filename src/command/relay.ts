// `tabswarm relay`: starts the relay and the pages, says where to open them, and ends when it is told to.

import { readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import type { Relay } from '../relay/relay.ts'
import type { Command } from './command.ts'
import type { Io } from './io.ts'
import { openAddresses } from './relay-addresses.ts'
import { announcement, classAddress, type Ready, urlOf } from './relay-announcement.ts'
import { type RelaySettings, relayOptions, relaySettings } from './relay-options.ts'

export const relay: Command = {
  name: 'relay',
  words: '',
  says: 'Serves the pages and the relay through which the laptops of a class meet, on one port, until Ctrl-C or SIGTERM.',
  options: relayOptions,
  async run(order, io) {
    const settings = relaySettings(order)
    const stopped = stopSignal(io)
    let started: Relay
    try {
      started = await start(settings, io)
    } catch (error) {
      io.err(whatWentWrong(error as NodeJS.ErrnoException))
      return 1
    }
    announce(settings, started, io)
    await stopped
    if (!settings.isJson) io.out('Saying goodbye.')
    await started.stop()
    return 0
  },
}

/** A second signal ends the process at once, as if nobody had listened. */
const stopSignal = (io: Io): Promise<unknown> =>
  new Promise(resolve => {
    io.onInterrupt(() => resolve(null))
    process.once('SIGTERM', resolve)
  })

async function start(settings: RelaySettings, io: Io): Promise<Relay> {
  const { port, host, pages, prefix, identityFile, tls, isJson } = settings
  const { startRelay } = await import('../relay/relay.ts') // libp2p, which no other command needs
  return await startRelay({
    port,
    host,
    prefix,
    ...(pages !== null && { pages }),
    ...(identityFile !== null && { identityFile }),
    ...(tls !== null && { tls: { cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) } }),
    ...(isJson && { log: line => logLine(io, line) }),
  })
}

function announce(
  { host, prefix, pages, identityFile, tls, isJson }: RelaySettings,
  { id, port }: Relay,
  io: Io,
): void {
  const addresses = openAddresses(host, networkInterfaces())
  const ready: Ready = { id, port, prefix, isTls: tls !== null, pages, identityFile, addresses }
  const isColoured = process.stdout.isTTY === true && process.env.NO_COLOR === undefined
  if (!isJson) return io.out(announcement(ready, { isColoured }))
  const best = classAddress(ready)
  logLine(io, {
    event: 'open',
    urls: addresses.map(address => ({ url: urlOf(ready, address), reach: address.reach })),
    classUrl: best && urlOf(ready, best),
    pages,
    identityFile,
  })
}

const logLine = (io: Io, line: Readonly<Record<string, unknown>>): void =>
  io.out(JSON.stringify({ time: new Date().toISOString(), ...line }))

function whatWentWrong(error: NodeJS.ErrnoException & { readonly port?: number; readonly address?: string }): string {
  const { code, port, address, path } = error
  switch (code) {
    case 'EADDRINUSE':
      return `--port: ${port} is taken on ${address}; another program listens there. Stop it, or choose another port`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `--host: this machine has no address ${address ?? error.message}`
    case 'EACCES':
      if (port !== undefined) return `--port: ${port} needs rights that this user has not; try one above 1023`
      return `${path}: this user may not read or write it`
    default:
      return path === undefined || error.message.includes(path) ? error.message : `${path}: ${error.message}`
  }
}
