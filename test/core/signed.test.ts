// Goal: nobody can speak in another's name. Method: ping, signed; then forgers, carriers and babblers.

import { describe, expect, test } from 'vitest'
import { utf8Encode } from '../../src/core/bytes.ts'
import { sha256 } from '../../src/core/hash.ts'
import { type PeerId, peerId } from '../../src/core/ids.ts'
import { Members } from '../../src/core/peers.ts'
import { SeededRandom } from '../../src/core/random.ts'
import { publicKeyOf } from '../../src/core/signature.ts'
import { ed25519Scheme, signed } from '../../src/core/signed.ts'
import { Surroundings, strictStep } from '../../src/core/step.ts'
import { ping } from '../../src/protocols/ping/protocol.ts'
import { Simulator } from '../../src/simulator/simulator.ts'

const [n1, n2, n3] = ['n1', 'n2', 'n3'].map(peerId) as [PeerId, PeerId, PeerId]
const secretKeyOf = (signer: PeerId): Uint8Array => sha256(utf8Encode(`the secret of ${signer}`))
const members = new Set([n1, n2, n3])
const scheme = ed25519Scheme({
  secretKeyOf,
  publicKeyOf: signer => (members.has(signer) ? publicKeyOf(secretKeyOf(signer)) : undefined),
})
const signedPing = signed(ping(), scheme)
type Sealed = { readonly type: 'sealed'; readonly said: Uint8Array; readonly signature: Uint8Array }

describe('a signed protocol', () => {
  test('does among honest nodes what it does unsigned', () => {
    const [plainly, sealed] = [ping(), signedPing].map(protocol => {
      const simulator = new Simulator<any, any>({ protocol, members: 3, seed: 1, step: strictStep })
      simulator.runTo(1_200)
      return simulator.members.map(peer => simulator.node(peer))
    })
    expect(sealed).toEqual(plainly)
    expect([...sealed![0].alive]).toEqual(expect.arrayContaining([n2, n3]))
  })

  test('does not hear an adversary who changes what is said, or who speaks without a word of sense', () => {
    for (const [field, value] of [
      ['signature', new Uint8Array(64)],
      ['signature', new Uint8Array(3)],
      ['said', Uint8Array.of(1, 1)],
    ] as const) {
      const lies = [{ type: 'claim', message: 'sealed', to: null, field, value }] as const
      const simulator = new Simulator({
        protocol: signedPing,
        members: 3,
        seed: 1,
        script: [{ atMs: 0, fault: { type: 'betray', node: n3, lies } }],
      })
      simulator.runTo(2_000)
      expect([...simulator.node(n1)!.alive]).toEqual([n2])
    }
  })

  test('hears a genuine word', () => expect(hears({ ...genuine() })).toBe(true))
  test('does not hear a word from whom it did not come', () => expect(hears(genuine(), n3)).toBe(false))
  test('does not hear a word for somebody else', () => expect(hears(genuine({ to: n3 }))).toBe(false))
  test('does not hear a word of another protocol', () => expect(hears(genuine({ name: 'pong' }))).toBe(false))
  test('does not hear a stranger, however well signed', () => {
    expect(hears(genuine({ from: peerId('n9') }), peerId('n9'))).toBe(false)
  })

  test('hears no word changed in any one place', () => {
    const { type, said, signature } = genuine()
    for (let at = 0; at < said.length; at++)
      expect(hears({ type, signature, said: said.with(at, said[at]! ^ 1) })).toBe(false)
    for (const at of [0, 31, 32, 63]) {
      expect(hears({ type, said, signature: signature.with(at, signature[at]! ^ 1) })).toBe(false)
    }
  })

  test('does not stop at a traitor’s nonsense, properly signed', () => {
    const nonsense = { ...ping().vocabulary, messages: { ...ping().vocabulary.messages, rant: {} } }
    expect(hears(genuine({ vocabulary: nonsense, message: { type: 'rant' } }))).toBe(false)
  })
})

/** What n2, or another, seals for n1, or another. */
function genuine({
  from = n2,
  to = n1,
  name = 'ping',
  vocabulary = ping().vocabulary as any,
  message = { type: 'ping', serial: 1 } as object,
} = {}): Sealed {
  const speaking: any = {
    ...ping(),
    name,
    vocabulary,
    start: (ctx: any) => ctx.send(to, message) ?? { serial: 0, alive: new Set() },
  }
  const around = new Surroundings<any>(from, new Members([from, to]).others(from))
  strictStep(
    signed(speaking, scheme),
    undefined,
    { kind: 'start', durable: undefined, random: new SeededRandom(1).state },
    around,
  )
  return (around.effects[0] as unknown as { readonly message: Sealed }).message
}

/** Whether n1 answers a ping. */
function hears(message: Sealed, from = n2): boolean {
  const around = new Surroundings<any>(n1, new Members([n1, n2, n3]).others(n1))
  const node = strictStep(
    signedPing as any,
    undefined,
    { kind: 'start', durable: undefined, random: new SeededRandom(1).state },
    around,
  )
  strictStep(signedPing as any, node, { kind: 'message', from, message }, around)
  return around.effects.length > 0
}
