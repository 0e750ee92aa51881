// A lab around its views in the language of the reader; English is at hand.

import { en } from './en.ts'
import type { ShellTexts } from './texts.ts'

export const shellTextsOf = async (language: string): Promise<ShellTexts> => {
  if (language === 'es') return (await import('./es.ts')).es
  if (language === 'pt') return (await import('./pt.ts')).pt
  return en
}
