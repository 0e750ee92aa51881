// What stands around the picture of a lab, in the language of the reader; English is at hand.

import { en } from './en.ts'
import type { DeskTexts } from './texts.ts'

export const deskTextsOf = async (language: string): Promise<DeskTexts> => {
  if (language === 'es') return (await import('./es.ts')).es
  if (language === 'pt') return (await import('./pt.ts')).pt
  return en
}
