// Typed events: `on` returns how to stop listening. A listener that throws is reported, and the others still hear.

export class Events<Names> {
  readonly #listeners = new Map<keyof Names, Set<(event: never) => void>>()

  on<Name extends keyof Names>(name: Name, listener: (event: Names[Name]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, listeners)
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }

  emit<Name extends keyof Names>(name: Name, event: Names[Name]): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      try {
        listener(event as never)
      } catch (error) {
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }

  clear(): void {
    this.#listeners.clear()
  }
}
