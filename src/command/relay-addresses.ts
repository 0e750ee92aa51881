// The addresses at which a relay can be opened, and from where: judged by the kind of each interface, never by probing.

import { isIPv6 } from 'node:net'
import type { NetworkInterfaceInfo } from 'node:os'

/** `lan`: other laptops of the same network. `virtual`: a tunnel, or machines inside this one. `public`: anyone, if no firewall objects. */
export type Reach = 'computer' | 'lan' | 'virtual' | 'public'

export interface OpenAddress {
  readonly address: string
  readonly interfaceName: string
  readonly reach: Reach
}

export type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>

/** Best first: what a class should try at the top, this computer at the end. */
export function openAddresses(host: string, interfaces: Interfaces): OpenAddress[] {
  const all = Object.entries(interfaces).flatMap(([interfaceName, found = []]) =>
    found.filter(isLinkable).map(entry => ({
      address: entry.address,
      interfaceName,
      reach: reachOf(interfaceName, entry),
    })),
  )
  return all.filter(({ address }) => isListened(host, address)).sort((left, right) => rankOf(left) - rankOf(right))
}

/** As it stands in a URL. */
export const urlHost = (address: string): string => (isIPv6(address) ? `[${address}]` : address)

/** Link-local addresses need a zone, which no browser takes, or belong to a network without a router. */
const isLinkable = ({ address }: NetworkInterfaceInfo): boolean => !/^(fe[89ab][0-9a-f]:|169\.254\.)/i.test(address)

function isListened(host: string, address: string): boolean {
  if (host === '::') return true
  if (host === '0.0.0.0') return !isIPv6(address)
  if (host === 'localhost') return address === '127.0.0.1'
  return address === host
}

const tunnelOrGuest =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|vEthernet|lxc|lxd|cni|flannel|podman|tun|tap|utun|wg|tailscale|zt|ppp|ipsec)/i

/** RFC 1918, RFC 6598 and RFC 4193: addresses that stay within a site. */
const privateAddress = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd])/i

function reachOf(interfaceName: string, { internal, address }: NetworkInterfaceInfo): Reach {
  if (internal) return 'computer'
  if (tunnelOrGuest.test(interfaceName)) return 'virtual'
  return privateAddress.test(address) ? 'lan' : 'public'
}

const reachOrder = ['lan', 'public', 'virtual', 'computer'] as const satisfies readonly Reach[]

/** A class is on the wireless; and IPv4 is what people can type. */
const rankOf = ({ address, interfaceName, reach }: OpenAddress): number =>
  reachOrder.indexOf(reach) * 4 + (isIPv6(address) ? 2 : 0) + (/^(wl|wi-?fi)/i.test(interfaceName) ? 0 : 1)
