// Small whole numbers for plain data: equal content, equal number. So a search compares states by comparing numbers.

import { digest } from '../core/digest.ts'
import { equal } from '../core/plain.ts'

export class Interner<T> {
  readonly #values: T[] = []
  readonly #scalars = new Map<T, number>()
  /** The digest finds candidates fast; only equality makes two values one. */
  readonly #compounds = new Map<string, number[]>()

  get values(): readonly T[] {
    return this.#values
  }

  has(value: T): boolean {
    return this.#find(value) !== undefined
  }

  idOf(value: T): number {
    const known = this.#find(value)
    if (known !== undefined) return known
    const id = this.#values.push(value) - 1
    if (isScalar(value)) {
      this.#scalars.set(value, id)
    } else {
      const name = digest(value)
      this.#compounds.set(name, [...(this.#compounds.get(name) ?? []), id])
    }
    return id
  }

  #find(value: T): number | undefined {
    if (isScalar(value)) return this.#scalars.get(value)
    return this.#compounds.get(digest(value))?.find(id => equal(this.#values[id], value))
  }
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null
}
