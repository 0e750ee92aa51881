// What is said of the operations of clients, in the language of the reader; English is at hand.

import { en } from './en.ts'
import type { OperationsTexts } from './texts.ts'

export const operationsTextsOf = async (language: string): Promise<OperationsTexts> => {
  if (language === 'es') return (await import('./es.ts')).es
  if (language === 'pt') return (await import('./pt.ts')).pt
  return en
}
