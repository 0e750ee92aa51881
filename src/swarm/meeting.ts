// From a room's name and password: where its members meet, and the secret they share. The place tells neither apart.

import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { toHex, utf8Encode } from '../core/bytes.ts'

export interface Meeting {
  /** Sixty-four hexadecimal digits, the same for all members and no use to anyone else. */
  readonly place: string
  /** Null in a room without a password. */
  readonly secret: Uint8Array | null
}

/** OWASP's least for scrypt is 2^17; a tab pays 2^15 in a tenth of a second and 32 MB, a guesser as much for each guess. */
const cost = { N: 2 ** 15, r: 8, p: 1, dkLen: 32 } as const

export async function meetingOf({ room, password }: { room: string; password?: string | undefined }): Promise<Meeting> {
  const name = utf8Encode(`tabswarm room 1 ${room.normalize('NFC')}`)
  if (password === undefined) return { place: toHex(sha256(name)), secret: null }
  const { scryptAsync } = await import('@noble/hashes/scrypt.js') // of no use to rooms without a password
  const root = await scryptAsync(utf8Encode(password.normalize('NFKC')), name, cost)
  return { place: toHex(derived(root, 'place')), secret: derived(root, 'secret') }
}

const derived = (root: Uint8Array, purpose: string): Uint8Array =>
  hkdf(sha256, root, undefined, utf8Encode(purpose), 32)
