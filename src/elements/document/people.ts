// Who has a document open, as the others say of themselves: read, bounded and given a colour from our own list.

import type { Awareness } from 'y-protocols/awareness'
import { hueFor, hues } from './hues.ts'

export const nameLengthMax = 40
/** Of more, the rest are not drawn. */
export const peopleMax = 64

export interface Person {
  readonly client: number
  /** Empty where none was given. */
  readonly name: string
  readonly hue: number
  readonly isSelf: boolean
  /** All that it says of itself: to be read with care. */
  readonly said: Readonly<Record<string, unknown>>
}

export class People {
  readonly #awareness: Awareness
  readonly #changed: () => void
  readonly #hues = new Map<number, number>()
  #list: readonly Person[] = []

  constructor(awareness: Awareness, changed: () => void) {
    this.#awareness = awareness
    this.#changed = changed
    this.#read()
    awareness.on('change', this.#hear)
  }

  /** This tab first, then the others in the order of their ids. */
  get list(): readonly Person[] {
    return this.#list
  }

  close(): void {
    this.#awareness.off('change', this.#hear)
  }

  /** Tells the others. `user` is what every yjs binding reads. */
  introduce(name: string): void {
    const hue = hues[hueFor(this.#awareness.clientID, new Set())]!
    this.#awareness.setLocalStateField('user', {
      name: cleanName(name),
      color: hue.light,
      colorLight: `${hue.light}33`,
    })
  }

  /** Tells the others where this tab is, under a field of the element's own. */
  show(field: string, value: unknown): void {
    if (this.#awareness.getLocalState() !== null) this.#awareness.setLocalStateField(field, value)
  }

  readonly #hear = (): void => {
    this.#read()
    this.#changed()
  }

  #read(): void {
    const self = this.#awareness.clientID
    const present = [...this.#awareness.getStates()].sort(([one], [other]) => one - other)
    const shown = present.filter(([client]) => client !== self).slice(0, peopleMax - 1)
    const clients = new Set([self, ...shown.map(([client]) => client)])
    for (const client of this.#hues.keys()) if (!clients.has(client)) this.#hues.delete(client)
    for (const client of clients) this.#give(client)
    this.#list = [[self, this.#awareness.getLocalState() ?? {}] as const, ...shown].map(([client, said]) => ({
      client,
      name: nameIn(said),
      hue: this.#hues.get(client)!,
      isSelf: client === self,
      said,
    }))
  }

  /** Who has a colour keeps it while it is here. */
  #give(client: number): void {
    if (!this.#hues.has(client)) this.#hues.set(client, hueFor(client, new Set(this.#hues.values())))
  }
}

function nameIn(said: Readonly<Record<string, unknown>>): string {
  const user = said.user as { name?: unknown } | null | undefined
  return typeof user?.name === 'string' ? cleanName(user.name) : ''
}

/** Without what a line of text cannot show or what would turn the words around it: controls, and marks of direction. */
export function cleanName(name: string): string {
  const shown = name.slice(0, 10 * nameLengthMax).replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, '')
  return [...shown.trim()].slice(0, nameLengthMax).join('').trim()
}

/** Who gave no name is told apart by a number. */
export const nameOf = ({ name, client }: Person, unnamed: string): string =>
  name || `${unnamed} ${`${client}`.slice(-3)}`

/** At most two letters, or of a number its end, to stand in a small circle. */
export const lettersOf = ({ name, client }: Person): string => (name === '' ? `${client}`.slice(-2) : initialsOf(name))

export function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/u).filter(word => word !== '')
  const first = (word: string | undefined) => [...(word ?? '')].slice(0, 1).join('')
  return `${first(words[0])}${words.length > 1 ? first(words.at(-1)) : ''}`.toUpperCase() || '?'
}
