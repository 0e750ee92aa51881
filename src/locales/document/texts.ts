// What every element that shows a document says, as one type: a language that lacks a sentence does not compile.

/** How far a document is shared: `alone` has a room and nobody else in it. */
export type Company = 'noRoom' | 'offline' | 'alone' | 'syncing' | 'synced'

/** Whether it is on the disk. */
export type Storage = 'opening' | 'saving' | 'saved' | 'memory'

/** What stands in the way of the disk. */
export type StorageTrouble = 'missing' | 'blocked' | 'full' | 'damaged' | 'failed'

export interface DocumentTexts {
  readonly opening: string
  readonly couldNotOpen: string
  readonly badLength: (field: string, least: number, most: number, got: number) => string
  readonly company: Readonly<Record<Company, (others: number) => string>>
  readonly arriving: (percent: number) => string
  readonly storage: Readonly<Record<Storage, string>>
  readonly storageTrouble: Readonly<Record<StorageTrouble, string>>
  readonly readerTrouble: string
  readonly unshared: string
  readonly hostile: string
  readonly readOnly: string
  readonly notLetWrite: string
  readonly writer: string
  readonly people: string
  readonly you: string
  readonly unnamed: string
  readonly morePeople: (count: number) => string
  readonly arrived: (name: string) => string
  readonly gone: (name: string) => string
  readonly yourName: string
  readonly done: string
  readonly undo: string
  readonly redo: string
  readonly tools: string
  readonly versions: string
  readonly versionsSay: string
  readonly noVersions: string
  readonly versionName: string
  readonly keepVersion: string
  readonly keptVersion: (name: string) => string
  readonly now: string
  readonly replaced: (name: string) => string
  readonly restore: string
  readonly restored: (name: string) => string
  readonly forget: string
  readonly invite: string
}
