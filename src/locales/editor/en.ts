// The editor, in English.

import { en as document } from '../document/en.ts'
import type { EditorTexts } from './texts.ts'

export const en: EditorTexts = {
  ...document,
  text: 'Text',
  nothingYet: 'Write here. Markdown is understood.',
  keys: 'Tab indents. Press Escape, then Tab, to leave the text.',
  strong: 'Bold',
  emphasis: 'Italic',
  code: 'Code',
  heading: 'Heading',
  list: 'List',
  quote: 'Quote',
  link: 'Link',
  preview: 'Preview',
  cut: 'The preview shows only the beginning of so long a text.',
  older: 'There then, gone now',
  newer: 'Not there yet then',
  same: 'Nothing differs from now.',
}
