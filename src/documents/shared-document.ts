// A document that everyone in a room edits, and each keeps: what a page sees of one.

import type { Awareness } from 'y-protocols/awareness'
import type { Doc } from 'yjs'
import type { PeerId } from '../core/ids.ts'

export interface SharedDocument {
  readonly name: string
  /** Every yjs binding works on it unchanged. */
  readonly doc: Doc
  /** Who is here, as yjs bindings know it. What the others say in it is theirs to make up. */
  readonly awareness: Awareness
  readonly status: DocumentStatus
  /** Resolves when `doc` holds what was stored here, or when it is known that nothing can be stored. */
  readonly loaded: Promise<void>
  readonly versions: Versions
  /** Whether what comes from this client of `awareness` is taken: where there is an owner, only from those it let write. */
  mayWrite(client: number): boolean
  on<Name extends keyof DocumentEvents>(name: Name, listener: (event: DocumentEvents[Name]) => void): () => void
  /** Resolves when all that `doc` held at the call is on the disk: true; or cannot be kept: false. */
  saved(): Promise<boolean>
  /** The whole document, as one yjs update. */
  export(): Uint8Array
  /** Merges what was exported into `doc`. Throws `MalformedUpdate` and leaves `doc` as it was if it is no such thing. */
  import(bytes: Uint8Array): void
  /** Leaves the others and the disk in order. `doc` stays as it is. */
  close(): Promise<void>
}

export interface DocumentStatus {
  /** `alone`: nobody else in the room has it open. `synced`: all that a peer had when it was met is here. */
  readonly sync: 'alone' | 'syncing' | 'synced'
  /** `saved`: all that `doc` holds is on the disk. `memory`: it cannot be kept, and `trouble` told why. */
  readonly storage: 'opening' | 'saving' | 'saved' | 'memory'
  /** How many others have it open. */
  readonly peers: number
  /** How many of those may write it. */
  readonly writers: number
  /** False for a reader of a document with an owner: what it edits goes nowhere. */
  readonly canWrite: boolean
}

export interface DocumentEvents {
  /** It is another than before. */
  status: DocumentStatus
  /** A large piece of the document is on its way here. */
  progress: { readonly bytes: number; readonly size: number }
  trouble: DocumentTrouble
}

export type DocumentTrouble =
  /** It goes on in memory, and is tried again. */
  | { readonly is: 'storage'; readonly why: StorageTrouble; readonly message: string }
  /** A peer said what no honest one says, and was cut off. */
  | { readonly is: 'hostile'; readonly peer: PeerId; readonly message: string }
  /** A peer that may only read wrote: `doc` did not take it. */
  | { readonly is: 'reader'; readonly peer: PeerId }
  /** This tab may only read, and `doc` was edited here: nobody else takes it. */
  | { readonly is: 'unshared' }

/** `damaged`: some of what was stored cannot be read; the rest was. */
export type StorageTrouble = 'missing' | 'blocked' | 'full' | 'damaged' | 'failed'

/** What was kept under a name, in this browser. */
export interface Versions {
  list(): Promise<readonly Version[]>
  /** Keeps the document as it is now. */
  save(name: string): Promise<Version>
  /** A document of its own, to look at or to compare. */
  read(id: number): Promise<Doc>
  /** Edits `doc` back to that version, for everyone; what is there now is kept as a version first. */
  restore(id: number): Promise<void>
  remove(id: number): Promise<void>
}

export interface Version {
  readonly id: number
  readonly name: string
  /** `replaced`: kept because another version was restored in its place. */
  readonly kind: 'saved' | 'replaced'
  /** Milliseconds since 1970, by this computer's clock. */
  readonly savedMs: number
}
