// Who may say a session description: only the peer itself, for this session, to this peer, in this role.

import { expect, it } from 'vitest'
import { peerId } from '../../src/core/ids.ts'
import { SeededRandom } from '../../src/core/random.ts'
import { parsed, written } from '../../src/swarm/frame.ts'
import { newKey } from '../../src/swarm/key.ts'
import { selfOf } from '../../src/swarm/node.ts'
import { isSignedBy, newSession, type Statement, signal, statementBytes } from '../../src/swarm/signal.ts'

const [annKey, bobKey] = await Promise.all([newKey(), newKey()])
const stated: Statement = {
  role: 'offer',
  from: selfOf(annKey),
  to: selfOf(bobKey),
  session: newSession(),
  description: { user: 'user', password: 'x'.repeat(24), fingerprint: new Uint8Array(32), setup: 'actpass' },
}
const signature = await annKey.sign(statementBytes(stated))

it('an honest description is believed', async () => {
  expect(await isSignedBy(stated, signature)).toBe(true)
})

it('a signature holds for nothing but what was signed', async () => {
  const { description } = stated
  const forgeries: Statement[] = [
    { ...stated, role: 'answer' },
    { ...stated, from: selfOf(bobKey) },
    { ...stated, to: selfOf(annKey) },
    { ...stated, session: stated.session + 1 },
    { ...stated, description: { ...description, fingerprint: new Uint8Array(32).fill(1) } },
    { ...stated, description: { ...description, user: 'User' } },
    { ...stated, from: peerId('not-a-key') },
  ]
  for (const forgery of forgeries) expect(await isSignedBy(forgery, signature)).toBe(false)
  expect(await isSignedBy(stated, new Uint8Array(64))).toBe(false)
  expect(await isSignedBy(stated, new Uint8Array(0))).toBe(false)
})

it('signals round-trip, and cut or noisy ones are null, never a throw', () => {
  const random = new SeededRandom(3)
  for (let round = 0; round < 2000; round++) {
    const bytes = written(signal, signal.sample(random))
    expect(written(signal, parsed(signal, bytes, 'signal')!)).toEqual(bytes)
    if (bytes.length > 0) parsed(signal, bytes.subarray(0, random.between(0, bytes.length - 1)), 'signal')
    bytes[random.between(0, bytes.length - 1)] = random.between(0, 255)
    parsed(signal, bytes, 'signal')
  }
})
