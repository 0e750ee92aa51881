// Makes the elements known to the page, each when the first of it appears: the only module of this room with a side effect.
// Into the shadow trees of others nobody can look: whoever puts one of ours there summons it.

import { elementNames, summon } from './roster.ts'

export { summon } from './roster.ts'

const unseen = new Set(elementNames)

function seek(): void {
  for (const name of unseen) {
    if (document.getElementsByTagName(name).length === 0) continue
    unseen.delete(name)
    void summon(name)
  }
  if (unseen.size === 0) appearances.disconnect()
}

const appearances = new MutationObserver(seek)
appearances.observe(document, { childList: true, subtree: true })
seek()
