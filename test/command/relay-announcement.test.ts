// Which addresses a relay shows, judged by the kind of interface: machines that never were, as data.

import type { NetworkInterfaceInfo } from 'node:os'
import { describe, expect, it } from 'vitest'
import { openAddresses } from '../../src/command/relay-addresses.ts'
import { announcement, classAddress, type Ready, urlOf } from '../../src/command/relay-announcement.ts'

const at = (address: string, internal = false): NetworkInterfaceInfo[] => [
  {
    address,
    internal,
    family: address.includes(':') ? 'IPv6' : 'IPv4',
    netmask: '',
    mac: '',
    cidr: null,
  } as NetworkInterfaceInfo,
]

const laptop = {
  lo: [...at('127.0.0.1', true), ...at('::1', true)],
  docker0: at('172.17.0.1'),
  eth0: [...at('10.1.2.3'), ...at('fe80::1'), ...at('fd00::5')],
  wlan0: at('192.168.1.20'),
  eth1: at('203.0.113.5'),
  usb0: at('169.254.3.4'),
}

const readyOn = (host: string): Ready => ({
  id: 'peer',
  port: 4040,
  prefix: '',
  isTls: false,
  pages: null,
  identityFile: '/keys/relay.key',
  addresses: openAddresses(host, laptop),
})

describe('the addresses of a relay', () => {
  it('begin with the wireless LAN, end with this computer, and leave out what no browser can open', () => {
    const shown = openAddresses('0.0.0.0', laptop).map(({ address, reach }) => `${address} ${reach}`)
    expect(shown).toEqual([
      '192.168.1.20 lan',
      '10.1.2.3 lan',
      '203.0.113.5 public',
      '172.17.0.1 virtual',
      '127.0.0.1 computer',
    ])
  })
  it('have IPv6 among them, in brackets, where the relay listens there', () => {
    const ready = readyOn('::')
    expect(ready.addresses.map(address => urlOf(ready, address))).toContain('http://[fd00::5]:4040/')
  })
  it('are those of one interface, when it listens there alone', () => {
    expect(openAddresses('10.1.2.3', laptop).map(({ address }) => address)).toEqual(['10.1.2.3'])
  })
})

describe('the announcement', () => {
  it('shows a code for the best address of the LAN, and where the key is', () => {
    const text = announcement(readyOn('0.0.0.0'), { isColoured: false })
    expect(text).toContain('http://192.168.1.20:4040/  from the LAN')
    expect(text).toMatch(/█.*▄/)
    expect(text).toContain('/keys/relay.key')
  })
  it('says what to do where only this computer can come, and shows no code', () => {
    const ready = readyOn('127.0.0.1')
    expect(classAddress(ready)).toBeNull()
    const text = announcement(ready, { isColoured: false })
    expect(text).toContain('--host 0.0.0.0')
    expect(text).not.toContain('█')
  })
})
