// Chance from the platform, for names that nobody else should happen to choose.

import { toHex } from '../core/bytes.ts'

/** A natural number of at most 32 bits. */
export const randomNumber = (bits: number): number =>
  Math.floor(crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** (32 - bits))

/** Sixteen hexadecimal digits. */
export const randomText = (): string => toHex(crypto.getRandomValues(new Uint8Array(8)))
