// What a relay says in the terminal when it is ready: where to open it, from where that works, and a code to scan.

import { renderUnicodeCompact } from 'uqr'
import { type OpenAddress, type Reach, urlHost } from './relay-addresses.ts'

export interface Ready {
  readonly id: string
  readonly port: number
  readonly prefix: string
  readonly isTls: boolean
  readonly pages: string | null
  readonly identityFile: string | null
  readonly addresses: readonly OpenAddress[]
}

const reachWords: Readonly<Record<Reach, string>> = {
  lan: 'from the LAN: everyone on this network',
  public: 'from anywhere, if no firewall objects',
  virtual: 'through a tunnel, or from machines inside this one',
  computer: 'from this computer only',
}

export const urlOf = ({ port, prefix, isTls }: Ready, { address }: OpenAddress): string =>
  `${isTls ? 'https' : 'http'}://${urlHost(address)}:${port}${prefix}/`

/** The one to show to a class; null where only this computer can come. */
export const classAddress = ({ addresses }: Ready): OpenAddress | null =>
  addresses.find(({ reach }) => reach === 'lan' || reach === 'public') ?? null

export function announcement(ready: Ready, { isColoured }: { isColoured: boolean }): string {
  const best = classAddress(ready)
  const urls = ready.addresses.map(address => urlOf(ready, address))
  const width = Math.max(0, ...urls.map(url => url.length))
  const lines = ready.addresses.map(
    ({ reach, interfaceName }, index) => `  ${urls[index]!.padEnd(width)}  ${reachWords[reach]} (${interfaceName})`,
  )
  return [
    `The relay is open on port ${ready.port}.`,
    '',
    ...lines,
    '',
    ...(best === null ? [noClassAdvice(ready)] : [scannable(urlOf(ready, best), isColoured)]),
    '',
    ready.pages === null ? 'Pages     none: npm run pages makes them' : `Pages     ${ready.pages}`,
    `Identity  ${ready.identityFile ?? 'new at each start'}`,
    `Peer      ${ready.id}`,
    'Stop      Ctrl-C',
    '',
  ].join('\n')
}

const noClassAdvice = ({ addresses }: Ready): string =>
  addresses.some(({ reach }) => reach !== 'computer')
    ? 'This computer has no address on a LAN: a class cannot come until it joins one.'
    : 'Only this computer can open it. For a class, join a network and listen on --host 0.0.0.0.'

/** The blocks are the light squares: white text on black is the code as printed on paper, whatever the terminal's theme. */
function scannable(url: string, isColoured: boolean): string {
  const code = renderUnicodeCompact(url, { border: 2 })
  if (!isColoured) return code
  return code
    .split('\n')
    .map(line => `\u001b[38;5;231;48;5;16m${line}\u001b[0m`)
    .join('\n')
}
