// How a document stands, in a shape and a few words: with whom it is in step, and whether it is on the disk.

import { html, nothing, type TemplateResult } from 'lit'
import type { DocumentStatus } from '../../documents/shared-document.ts'
import type { Company, DocumentTexts } from '../../locales/document/texts.ts'

interface Badge {
  readonly status: DocumentStatus
  readonly isInRoom: boolean
  /** In percent, while a large piece is on its way. */
  readonly arriving: number | null
  /** Null: this tab may write. */
  readonly whyNoWriting: string | null
  readonly texts: DocumentTexts
}

export function badge({ status, isInRoom, arriving, whyNoWriting, texts }: Badge): TemplateResult {
  const company = companyOf(status, isInRoom)
  return html`<p class="badge" part="status" data-company=${company} data-storage=${status.storage}>
    <svg viewBox="0 0 16 16" aria-hidden="true"><path d=${shapes[company]}></path></svg>
    <span aria-live="polite">${texts.company[company](status.peers)}</span>
    ${company === 'syncing' && arriving !== null ? html`<span aria-hidden="true">${texts.arriving(arriving)}</span>` : nothing}
    <span>${texts.storage[status.storage]}</span>
    ${whyNoWriting === null ? nothing : html`<span>${whyNoWriting}</span>`}
  </p>`
}

function companyOf({ sync }: DocumentStatus, isInRoom: boolean): Company {
  if (!isInRoom) return 'noRoom'
  if (sync === 'alone' && !navigator.onLine) return 'offline' // tabs of one browser meet all the same
  return sync
}

const shapes: Readonly<Record<Company, string>> = {
  noRoom: 'M3 3h10v10H3z',
  offline: 'M3 3l10 10M13 3 3 13',
  alone: 'M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3',
  syncing: 'M8 2v7M4.5 6 8 9.5 11.5 6M3 13h10',
  synced: 'M3 8.5 6.5 12 13 4.5',
}
