// Relay addresses: a URL and a multiaddr are the same place.

import { expect, it } from 'vitest'
import { addressOfUrl, urlOfAddress } from '../../src/swarm/web-socket-transport.ts'

it.each([
  [
    'wss://school.example/lab/relay',
    '/dns4/school.example/tcp/443/tls/ws/http-path/lab%2Frelay',
    'wss://school.example:443/lab/relay',
  ],
  ['http://192.0.2.7:4040/relay', '/ip4/192.0.2.7/tcp/4040/ws/http-path/relay', 'ws://192.0.2.7:4040/relay'],
  ['ws://[::1]:80/relay', '/ip6/::1/tcp/80/ws/http-path/relay', 'ws://[::1]:80/relay'],
  ['ws://localhost/', '/dns4/localhost/tcp/80/ws', 'ws://localhost:80/'],
])('%s', (url, address, back) => {
  expect(addressOfUrl(url).toString()).toBe(address)
  expect(urlOfAddress(addressOfUrl(url))).toBe(back)
})
