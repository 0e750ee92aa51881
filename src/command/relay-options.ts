// What `tabswarm relay` may be told, and its help. A bad argument is an error that names the field.

import { statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

export const defaultPort = 4040
export const defaultHost = '0.0.0.0'

export interface RelayCommand {
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

export class ArgumentError extends Error {
  override readonly name = 'ArgumentError'
}

export const relayHelp = `tabswarm relay: one port for a class. It serves the pages, and the relay through which laptops meet.

  tabswarm relay [options]

  --port NUMBER       where to listen; 0 takes any free port        (${defaultPort})
  --host ADDRESS      which of this machine's addresses to listen on; 127.0.0.1 keeps it
                      to this computer, :: adds IPv6                (${defaultHost})
  --pages FOLDER      the built pages to serve                      (dist/pages of this package)
  --prefix PATH       the path under which a reverse proxy shows it, such as /lab
  --tls-cert FILE     serve https with this certificate (PEM) ...
  --tls-key FILE      ... and this private key (PEM); both or neither
  --identity FILE     where the relay's key is kept                 (~/.local/state/tabswarm/relay-PORT.key)
  --json              log one line of JSON for each event, for a service
  --help              this text

  Beside the pages it answers at /relay (WebSocket), /health (JSON) and /metrics (Prometheus).
  Ends on Ctrl-C or SIGTERM, after a word to everyone connected. Exit code: 0 stopped, 1 could not
  listen or read a file, 2 bad arguments.
`

/** Null when only help is wanted. */
export function relayCommandOf(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): RelayCommand | null {
  const given = parsed(argv)
  if (given.help) return null
  const port = portOf(given.port)
  return {
    port,
    host: hostOf(given.host),
    pages: pagesOf(given.pages),
    prefix: prefixOf(given.prefix),
    identityFile: given.identity ?? identityFileOf(port, environment),
    tls: tlsOf(given['tls-cert'], given['tls-key']),
    isJson: given.json ?? false,
  }
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        pages: { type: 'string' },
        prefix: { type: 'string' },
        'tls-cert': { type: 'string' },
        'tls-key': { type: 'string' },
        identity: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    throw new ArgumentError((error as Error).message.replace(/\. To specify[\s\S]*$/, ''))
  }
}

function portOf(text: string = String(defaultPort)): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new ArgumentError(`--port: expected a number from 0 to 65535, got ${text}`)
}

function hostOf(text: string = defaultHost): string {
  if (/^[\w.:%-]+$/.test(text)) return text
  throw new ArgumentError(`--host: expected an address or a host name, got ${JSON.stringify(text)}`)
}

/** The package's own pages stand beside this file, built or installed; without them the relay works all the same. */
function pagesOf(folder: string | undefined): string | null {
  const own = join(import.meta.dirname, '../../dist/pages')
  if (folder === undefined) return isFolder(own) ? own : null
  if (isFolder(folder)) return folder
  throw new ArgumentError(`--pages: expected a folder, got ${folder}`)
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

function prefixOf(text = '/'): string {
  if (/^(\/[\w.~-]+)*\/?$/.test(text) && text.startsWith('/')) return text.replace(/\/$/, '')
  throw new ArgumentError(`--prefix: expected a path such as /lab, got ${text}`)
}

/** One key for each port: two relays of one machine are two peers. Any free port is a new relay each time. */
function identityFileOf(port: number, { XDG_STATE_HOME }: NodeJS.ProcessEnv): string | null {
  if (port === 0) return null
  return join(XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'tabswarm', `relay-${port}.key`)
}

function tlsOf(certFile: string | undefined, keyFile: string | undefined): RelayCommand['tls'] {
  if (certFile === undefined && keyFile === undefined) return null
  if (keyFile === undefined) throw new ArgumentError('--tls-key: expected a file, since --tls-cert is given')
  if (certFile === undefined) throw new ArgumentError('--tls-cert: expected a file, since --tls-key is given')
  return { certFile, keyFile }
}
