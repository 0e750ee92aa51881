// What a room says in the language of the reader; English is at hand.

import { en } from './en.ts'
import type { Texts } from './texts.ts'

export const textsOf = async (language: string): Promise<Texts> => {
  if (language === 'es') return (await import('./es.ts')).es
  if (language === 'pt') return (await import('./pt.ts')).pt
  return en
}
