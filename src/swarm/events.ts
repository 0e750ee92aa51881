// Typed events: `on` returns how to stop listening. A listener that throws is reported, and the others still hear.

export class Events<Names> {
  readonly #listeners = new Map<keyof Names, Set<(event: never) => void>>()

  on<Name extends keyof Names>(name: Name, listener: (event: Names[Name]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, listeners)
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }

  /** Returns whether anybody listens. */
  emit<Name extends keyof Names>(name: Name, event: Names[Name]): boolean {
    const listeners = this.#listeners.get(name) ?? new Set()
    for (const listener of listeners) {
      try {
        listener(event as never)
      } catch (error) {
        queueMicrotask(() => {
          throw error
        })
      }
    }
    return listeners.size > 0
  }

  clear(): void {
    this.#listeners.clear()
  }
}
