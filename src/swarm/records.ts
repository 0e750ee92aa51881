// The values that this peer keeps for others, as libp2p's datastore: the oldest goes when there are too many.

import { NotFoundError } from '@libp2p/interface'

/** At most so many, each a little larger than the largest value: 34 MB. */
export const recordsMax = 1024

interface Named {
  toString(): string
}

export class Records {
  readonly #records = new Map<string, Uint8Array>()

  get size(): number {
    return this.#records.size
  }

  async get(key: Named): Promise<Uint8Array> {
    const record = this.#records.get(key.toString())
    if (record === undefined) throw new NotFoundError(`nothing is kept under ${key}`)
    return record
  }

  async put(key: Named, record: Uint8Array): Promise<void> {
    this.#records.delete(key.toString())
    this.#records.set(key.toString(), record)
    for (const oldest of this.#records.keys()) {
      if (this.#records.size <= recordsMax) break
      this.#records.delete(oldest)
    }
  }

  async delete(key: Named): Promise<void> {
    this.#records.delete(key.toString())
  }

  /** Asked for promises to provide content, which nobody makes here. */
  async *query(): AsyncGenerator<never> {}
}
