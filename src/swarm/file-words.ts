// What is said about files, and what a page is told of them.

import type { PeerId } from '../core/ids.ts'
import { nat, type Of, oneOf, textOf, within } from '../core/shape.ts'
import type { Channel } from './channel.ts'
import { fileBytesMax } from './file-digest.ts'
import type { Room } from './room.ts'
import { cutText, reasonBytesMax } from './room-frame.ts'

export const fileNameBytesMax = 200
/** For so long a receiver waits for a sender that is away. */
export const receiverPatienceMs = 120_000

const root = textOf(64)

/** The receiver asks for `digests` and a `chunk`, and says `finish` or `decline`; the sender says `offer` and `withdraw`. */
export const fileAsk = oneOf({
  offer: { root, name: textOf(fileNameBytesMax), size: within(0, fileBytesMax) },
  digests: { root, from: nat },
  chunk: { root, index: nat },
  finish: { root },
  decline: { root, why: textOf(reasonBytesMax) },
  withdraw: { root, why: textOf(reasonBytesMax) },
})
export type FileAsk = Of<typeof fileAsk>
export type FileChannel = Channel<FileAsk, Uint8Array>
/** What files need of their room. */
export type FileRoom = Pick<Room, 'channel' | 'on' | 'peers'>

export class FileError extends Error {
  override readonly name = 'FileError'
}

/** The sender reads the file once before it offers it. */
export interface FileProgress {
  readonly is: 'reading' | 'moving'
  readonly bytes: number
  readonly size: number
}

export interface FileOptions {
  readonly signal?: AbortSignal
  readonly progress?: (progress: FileProgress) => void
  readonly patienceMs?: number
}

export interface SendFileOptions extends FileOptions {
  /** A `File` brings its own. */
  readonly name?: string
}

/** A file that a peer would send. Its name is safe to save under, and no more to be believed than the peer. */
export interface FileOffer {
  readonly from: PeerId
  readonly name: string
  readonly size: number
  /** Resolves with the whole file, every chunk of it checked. */
  accept(options?: FileOptions): Promise<Blob>
  decline(why?: string): void
  /** Aborted when the sender takes the offer back before it is accepted. */
  readonly withdrawn: AbortSignal
}

/** Without folders, without what hides or turns the letters round it, and never empty. */
export function safeName(name: string): string {
  const plain = cutText(name, fileNameBytesMax)
    .trim()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd\\/:*?"<>|]/gu, '_')
    .replace(/^\.+|[. ]+$/g, '_')
  return plain === '' ? 'file' : plain
}
