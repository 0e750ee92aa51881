// Which mark each kind of message and each role has in a run: the same for as long as the run is shown.

import type { Workbench } from '../../lab/workbench.ts'
import { isKnownRole, type KindMark, kindMarks, type RoleMark, roleMark } from '../marks.ts'

export class Casting {
  #vocabulary: unknown = null
  #kinds: ReadonlyMap<string, KindMark> = new Map()
  readonly #roles = new Map<string, RoleMark>()
  #others: readonly string[] = []

  kindsOf({ tape }: Workbench): ReadonlyMap<string, KindMark> {
    const { vocabulary } = tape.protocol
    if (vocabulary !== this.#vocabulary) {
      this.#vocabulary = vocabulary
      this.#kinds = kindMarks(Object.keys(vocabulary.messages))
      this.#roles.clear()
      this.#others = []
    }
    return this.#kinds
  }

  roleOf(name: string | null): RoleMark | null {
    if (name === null) return null
    const known = this.#roles.get(name)
    if (known !== undefined) return known
    if (!isKnownRole(name)) this.#others = [...this.#others, name]
    const mark = roleMark(name, this.#others)
    this.#roles.set(name, mark)
    return mark
  }
}
