// The panels in the language of the reader; English is at hand.

import { en } from './en.ts'
import type { PanelTexts } from './texts.ts'

export const panelTextsOf = async (language: string): Promise<PanelTexts> => {
  if (language === 'es') return (await import('./es.ts')).es
  if (language === 'pt') return (await import('./pt.ts')).pt
  return en
}
