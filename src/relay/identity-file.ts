// The relay's key, kept in a file of its own: a relay that restarts is the same peer.

import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { PrivateKey } from '@libp2p/interface'
import { fromHex, toHex } from '../core/bytes.ts'
import { keyFromSeed, newSeed } from '../swarm/key.ts'

export class IdentityFileError extends Error {
  override readonly name = 'IdentityFileError'
}

/** Without a path, a key that lasts as long as the process. */
export async function relayKey(path: string | null): Promise<PrivateKey> {
  const kept = path === null ? null : await readSeed(path)
  const seed = kept ?? newSeed()
  if (kept === null && path !== null) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, `${toHex(seed)}\n`, { mode: 0o600, flag: 'wx' })
    await chmod(path, 0o600)
  }
  return await keyFromSeed(seed)
}

async function readSeed(path: string): Promise<Uint8Array | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  if (!/^[0-9a-f]{64}\s*$/.test(text)) throw new IdentityFileError(`${path}: expected 64 hexadecimal digits`)
  return fromHex(text.trim())
}
