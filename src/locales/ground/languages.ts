// The ground of a lab in the language of the reader; English is at hand.

import { en } from './en.ts'
import type { GroundTexts } from './texts.ts'

export const groundTextsOf = async (language: string): Promise<GroundTexts> => {
  if (language === 'es') return (await import('./es.ts')).es
  if (language === 'pt') return (await import('./pt.ts')).pt
  return en
}
