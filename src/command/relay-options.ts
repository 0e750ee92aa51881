// What `tabswarm relay` may be told. A bad argument is an error that names the field.

import { statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Options } from './command.ts'
import { BadArgument, type Order } from './order.ts'

export const defaultPort = 4040
export const defaultHost = '0.0.0.0'

export interface RelaySettings {
  readonly port: number
  readonly host: string
  /** Null: only the relay is served. */
  readonly pages: string | null
  /** Empty, or as `/lab`. */
  readonly prefix: string
  /** Null: a new identity at each start. */
  readonly identityFile: string | null
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null
  readonly isJson: boolean
}

export const relayOptions: Options = {
  port: { takes: 'NUMBER', says: `Where to listen, ${defaultPort} unless told; 0 takes any free port.` },
  host: {
    takes: 'ADDRESS',
    says: `Which of this machine's addresses, ${defaultHost} unless told; 127.0.0.1 keeps to this computer, :: adds IPv6.`,
  },
  pages: { takes: 'FOLDER', says: "The built pages to serve, this package's own unless told." },
  prefix: { takes: 'PATH', says: 'The path, such as /lab, under which a reverse proxy shows it.' },
  'tls-cert': { takes: 'FILE', says: 'Serves https with this certificate (PEM) and ...' },
  'tls-key': { takes: 'FILE', says: '... this private key (PEM).' },
  identity: {
    takes: 'FILE',
    says: "Where the relay's key is kept, ~/.local/state/tabswarm/relay-PORT.key unless told.",
  },
}

export function relaySettings(order: Order, environment: NodeJS.ProcessEnv = process.env): RelaySettings {
  if (order.words.length > 0) throw new BadArgument('relay', `expected options only, got '${order.words[0]}'`)
  const port = order.whole('port', 0, 65_535) ?? defaultPort
  return {
    port,
    host: hostOf(order.text('host') ?? defaultHost),
    pages: pagesOf(order.text('pages')),
    prefix: prefixOf(order.text('prefix') ?? '/'),
    identityFile: order.text('identity') ?? identityFileOf(port, environment),
    tls: tlsOf(order.text('tls-cert'), order.text('tls-key')),
    isJson: order.has('json'),
  }
}

function hostOf(text: string): string {
  if (/^[\w.:%-]+$/.test(text)) return text
  throw new BadArgument('--host', `expected an address or a host name, got ${JSON.stringify(text)}`)
}

/** The package's own pages stand beside this file, built or installed; without them the relay works all the same. */
function pagesOf(folder: string | null): string | null {
  const own = join(import.meta.dirname, '../../dist/pages')
  if (folder === null) return isFolder(own) ? own : null
  if (isFolder(folder)) return folder
  throw new BadArgument('--pages', `expected a folder, got ${folder}`)
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

function prefixOf(text: string): string {
  if (/^(\/[\w.~-]+)*\/?$/.test(text) && text.startsWith('/')) return text.replace(/\/$/, '')
  throw new BadArgument('--prefix', `expected a path such as /lab, got ${text}`)
}

/** One key for each port: two relays of one machine are two peers. Any free port is a new relay each time. */
function identityFileOf(port: number, { XDG_STATE_HOME }: NodeJS.ProcessEnv): string | null {
  if (port === 0) return null
  return join(XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'tabswarm', `relay-${port}.key`)
}

function tlsOf(certFile: string | null, keyFile: string | null): RelaySettings['tls'] {
  if (certFile === null && keyFile === null) return null
  if (keyFile === null) throw new BadArgument('--tls-key', 'expected a file, since --tls-cert is given')
  if (certFile === null) throw new BadArgument('--tls-cert', 'expected a file, since --tls-key is given')
  return { certFile, keyFile }
}
