// The documents that this page has open: elements that name the same one share it, and its room, until the last lets go.

import { openDocument } from '../../documents/open-document.ts'
import type { Permit } from '../../documents/permission.ts'
import type { DocumentTrouble, SharedDocument } from '../../documents/shared-document.ts'
import type { Room } from '../../swarm/room.ts'

export interface DocumentAddress {
  /** Empty: no room, this browser alone. */
  readonly room: string
  readonly password: string
  readonly name: string
  readonly relays: readonly string[] | null
  readonly document: string
  /** Empty: everyone in the room may write. */
  readonly owner: string
  readonly permit: Permit | null
}

export interface OpenedDocument {
  readonly document: SharedDocument
  readonly room: Room | null
  /** What went wrong last, before the element could listen or since. */
  lastTrouble(): DocumentTrouble | null
  /** This element needs it no more. */
  release(): void
}

interface Held<T> {
  readonly value: T
  release(): void
}

/** Things that several hold and that end with the last of them. */
class Shared<T> {
  readonly #close: (value: T) => void
  readonly #held = new Map<string, { readonly value: Promise<T>; holders: number }>()

  constructor(close: (value: T) => void) {
    this.#close = close
  }

  async hold(key: string, open: () => Promise<T>): Promise<Held<T>> {
    const shared = this.#held.get(key) ?? { value: open(), holders: 0 }
    this.#held.set(key, shared)
    shared.holders++
    let isHeld = true
    const release = () => {
      if (!isHeld) return
      isHeld = false
      if (--shared.holders > 0) return
      this.#held.delete(key)
      void shared.value.then(this.#close, () => {}) // what never opened need not be closed: its holders were told
    }
    try {
      return { value: await shared.value, release }
    } catch (error) {
      release()
      throw error
    }
  }
}

interface Open {
  readonly document: SharedDocument
  readonly room: Held<Room> | null
  trouble: DocumentTrouble | null
}

const roomsOfThisPage = new Shared<Room>(room => void room.leave())
const documentsOfThisPage = new Shared<Open>(
  ({ document, room }) => void document.close().finally(() => room?.release()),
)

export async function openTogether(address: DocumentAddress): Promise<OpenedDocument> {
  const { room, password, relays, document: name, owner, permit } = address
  const place = JSON.stringify([room, password, relays])
  const { value, release } = await documentsOfThisPage.hold(JSON.stringify([place, name, owner]), async () => {
    const joined = room === '' ? null : await roomsOfThisPage.hold(place, () => join(address))
    try {
      const document = openDocument(joined?.value ?? null, name, {
        ...(owner !== '' && { owner }),
        ...(permit !== null && { permit }),
      })
      const open: Open = { document, room: joined, trouble: null }
      document.on('trouble', trouble => {
        open.trouble = trouble
      })
      return open
    } catch (error) {
      joined?.release() // an owner that is no key, or a permit that the owner never gave
      throw error
    }
  })
  const { document, room: held } = value
  return { document, room: held?.value ?? null, lastTrouble: () => value.trouble, release }
}

async function join({ room, password, name, relays }: DocumentAddress): Promise<Room> {
  const { joinRoom } = await import('../../swarm/join-room.ts')
  return await joinRoom({ room, name, ...(password !== '' && { password }), ...(relays !== null && { relays }) })
}
