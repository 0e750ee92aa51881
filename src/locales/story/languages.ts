// The story in the language of the reader; English is at hand.

import { en } from './en.ts'
import type { StoryTexts } from './texts.ts'

export const storyTextsOf = async (language: string): Promise<StoryTexts> => {
  if (language === 'es') return (await import('./es.ts')).es
  if (language === 'pt') return (await import('./pt.ts')).pt
  return en
}
