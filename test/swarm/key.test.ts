// A key is its seed, whoever does the arithmetic.

import { generateKeyPairFromSeed } from '@libp2p/crypto/keys'
import { expect, it, vi } from 'vitest'
import { keyFromSeed, newSeed } from '../../src/swarm/key.ts'
import { selfOf } from '../../src/swarm/node.ts'

it('the same seed makes the same peer, with WebCrypto and without', async () => {
  const seed = newSeed()
  const own = await keyFromSeed(seed)
  expect(selfOf(own)).toBe(selfOf(await generateKeyPairFromSeed('Ed25519', seed)))
  expect(await own.publicKey.verify(seed, await own.sign(seed))).toBe(true)
  const importKey = vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new Error('not here'))
  expect(selfOf(await keyFromSeed(seed))).toBe(selfOf(own))
  importKey.mockRestore()
})
