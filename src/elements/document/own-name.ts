// The name that a reader gave once, for all documents of this origin. Where the browser keeps nothing, it lasts as long as
// the element.

const key = 'tabswarm name'

export function keptName(): string {
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    return '' // a page in a frame may be allowed to keep nothing
  }
}

export function keepName(name: string): void {
  try {
    localStorage.setItem(key, name)
  } catch {
    // the same
  }
}
