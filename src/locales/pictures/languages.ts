// The pictures in the language of the reader; English is at hand.

import { en } from './en.ts'
import type { PictureTexts } from './texts.ts'

export const pictureTextsOf = async (language: string): Promise<PictureTexts> => {
  if (language === 'es') return (await import('./es.ts')).es
  if (language === 'pt') return (await import('./pt.ts')).pt
  return en
}
