// The editor in the language of the reader; English is at hand.

import { en } from './en.ts'
import type { EditorTexts } from './texts.ts'

export const editorTextsOf = async (language: string): Promise<EditorTexts> => {
  if (language === 'es') return (await import('./es.ts')).es
  if (language === 'pt') return (await import('./pt.ts')).pt
  return en
}
