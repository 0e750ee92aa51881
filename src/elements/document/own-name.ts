// The name that a reader gave once, for all documents of this origin. Where the browser keeps nothing, it lasts as long as
// the page.

const key = 'tabswarm name'
const listeners = new Set<() => void>()
let given: string | null = null

export function ownName(): string {
  if (given !== null) return given
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    return '' // a page in a frame may be allowed to keep nothing
  }
}

/** Every element of the page that has a document open hears it. */
export function giveName(name: string): void {
  given = name
  try {
    localStorage.setItem(key, name)
  } catch {
    // the same
  }
  for (const listener of [...listeners]) listener()
}

/** Returns how to stop listening. */
export function onName(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
