// What the editor says beside what all elements with a document say.

import type { DocumentTexts } from '../document/texts.ts'

export interface EditorTexts extends DocumentTexts {
  readonly text: string
  readonly nothingYet: string
  readonly keys: string
  readonly strong: string
  readonly emphasis: string
  readonly code: string
  readonly heading: string
  readonly list: string
  readonly quote: string
  readonly link: string
  readonly preview: string
  readonly cut: string
  readonly older: string
  readonly newer: string
  readonly same: string
}
