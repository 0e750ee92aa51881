// The charts of a run, in the language of the reader; English is at hand.

import { en } from './en.ts'
import type { ChartsTexts } from './texts.ts'

export const chartsTextsOf = async (language: string): Promise<ChartsTexts> => {
  if (language === 'es') return (await import('./es.ts')).es
  if (language === 'pt') return (await import('./pt.ts')).pt
  return en
}
