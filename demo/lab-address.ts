// From a page's address to a lab's attributes: what stands there is a stranger's text, and the lab reads it as such.

const attributes = ['scenario', 'seed', 'nodes', 'mutant', 'options', 'room', 'relays'] as const

/** `lab` and `protocol` mean the same. */
export function setFromAddress(lab: HTMLElement): void {
  const { searchParams } = new URL(location.href)
  for (const name of attributes) {
    const value = searchParams.get(name)
    if (value !== null) lab.setAttribute(name, value)
  }
  if (searchParams.get('storm') !== null) lab.setAttribute('storm', '')
  lab.setAttribute('protocol', searchParams.get('protocol') ?? searchParams.get('lab') ?? 'raft')
}
