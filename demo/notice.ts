// A text with an owner: who opens the page by which link may read it, write it, or let others write it. A secret stands
// behind the `#` of an address, which no server is ever sent.

import type { SwarmEditor } from '../src/elements/editor/swarm-editor.ts'

const name = 'notice'

export function showNotice(section: HTMLElement): void {
  const { searchParams, hash } = new URL(location.href)
  const owner = searchParams.get('owner')
  const shown = new URLSearchParams(hash.slice(1))
  const [secret, grant] = [shown.get('secret'), shown.get('grant')]
  section.querySelector('button')!.onclick = () => void own()
  if (owner === null) return
  const editor = document.createElement('swarm-editor') as SwarmEditor
  editor.setAttribute('document', name)
  editor.setAttribute('owner', owner)
  editor.permit = secret === null ? null : { secret, ...(grant !== null && { grant }) }
  section.append(editor)
  document.querySelector('form.room')!.after(section) // it is what the address asks for
  section.scrollIntoView()
  if (secret !== null && grant === null) void showLinks(section, secret)
  addEventListener('hashchange', () => location.reload()) // another link to the same page: the reader is another now
}

/** Makes the one who asks the owner of a new text, in the room of this page or in one of its own. */
async function own(): Promise<void> {
  const { newDocumentKeys } = await import('../src/documents/permission.ts')
  const { secret, key } = newDocumentKeys()
  const address = new URL(location.href)
  if (!address.searchParams.has('room')) address.searchParams.set('room', `notice ${key.slice(0, 8)}`)
  address.searchParams.set('owner', key)
  address.hash = `${new URLSearchParams({ secret })}`
  location.assign(address)
}

async function showLinks(section: HTMLElement, secret: string): Promise<void> {
  const { grantWriting, newDocumentKeys } = await import('../src/documents/permission.ts')
  const writer = newDocumentKeys()
  const link = (kind: string, hash: string) => {
    const address = new URL(location.href)
    address.hash = hash
    section.querySelector<HTMLAnchorElement>(`a.${kind}`)!.href = address.href
  }
  link('reader', '')
  try {
    const grant = grantWriting({ name, secret, writer: writer.key })
    link('writer', `${new URLSearchParams({ secret: writer.secret, grant })}`)
  } catch {
    return // a secret that is none: the editor says so
  }
  section.querySelector<HTMLElement>('.links')!.hidden = false
}
