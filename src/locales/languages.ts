// Which language an element speaks: that of the nearest `lang`, where we have it, and English otherwise.

import { en } from './en.ts'
import type { Texts } from './texts.ts'

const languages: Readonly<Record<string, () => Promise<Texts>>> = {
  en: async () => en,
  es: async () => (await import('./es.ts')).es,
  pt: async () => (await import('./pt.ts')).pt,
}

/** `pt-BR` speaks Portuguese. */
export function languageOf(tag: string): string {
  const [language = ''] = tag.toLowerCase().split('-')
  return Object.hasOwn(languages, language) ? language : 'en'
}

export const textsOf = (tag: string): Promise<Texts> => languages[languageOf(tag)]!()
