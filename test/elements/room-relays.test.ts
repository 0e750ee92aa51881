// The relays of <swarm-room relays="...">, as anyone may write them.

import { expect, it } from 'vitest'
import { relaysIn, relaysMax } from '../../src/elements/room-relays.ts'
import { en } from '../../src/locales/en.ts'

it('are addresses between spaces or commas, and none is none', () => {
  expect(relaysIn('wss://a.example/relay, ws://b.example:4040/relay\n./relay', en)).toEqual([
    'wss://a.example/relay',
    'ws://b.example:4040/relay',
    './relay',
  ])
  expect(relaysIn('  ', en)).toBeNull()
})

it.each(['javascript:alert(1)', 'file:///etc/passwd', 'http://[', `wss://${'a'.repeat(300)}`])(
  'that are none are an error that names the attribute: %s',
  odd => {
    expect(() => relaysIn(`wss://a.example ${odd}`, en)).toThrow(`relays: expected addresses such as`)
  },
)

it('are not too many', () => {
  expect(() => relaysIn('./a '.repeat(relaysMax + 1), en)).toThrow('relays: expected')
})
