// What elements that show a document tell their page.

import type { DocumentStatus, DocumentTrouble, SharedDocument } from '../../documents/shared-document.ts'
import type { Room } from '../../swarm/room.ts'

export interface DocumentEventDetails {
  /** The document itself, for a page to bind to something of its own; null: it is in no room. */
  'swarm-document-opened': { readonly document: SharedDocument; readonly room: Room | null }
  'swarm-document-status': DocumentStatus
  /** A full disk, a hostile peer, a reader that wrote. */
  'swarm-document-trouble': DocumentTrouble
  'swarm-document-closed': { readonly document: string }
}

export function tellOfDocument<Name extends keyof DocumentEventDetails>(
  from: HTMLElement,
  name: Name,
  detail: DocumentEventDetails[Name],
): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
}

declare global {
  interface HTMLElementEventMap extends DocumentEventMap {}
}

type DocumentEventMap = { readonly [Name in keyof DocumentEventDetails]: CustomEvent<DocumentEventDetails[Name]> }
