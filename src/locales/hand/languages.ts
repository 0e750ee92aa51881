// The reader as the network, in the language of the reader; English is at hand.

import { en } from './en.ts'
import type { HandTexts } from './texts.ts'

export const handTextsOf = async (language: string): Promise<HandTexts> => {
  if (language === 'es') return (await import('./es.ts')).es
  if (language === 'pt') return (await import('./pt.ts')).pt
  return en
}
