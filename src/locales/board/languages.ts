// The board in the language of the reader; English is at hand.

import { en } from './en.ts'
import type { BoardTexts } from './texts.ts'

export const boardTextsOf = async (language: string): Promise<BoardTexts> => {
  if (language === 'es') return (await import('./es.ts')).es
  if (language === 'pt') return (await import('./pt.ts')).pt
  return en
}
