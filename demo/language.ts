// The language of a page: that of its address (`?lang=es`), or else of the reader's browser.

import { languageOf } from '../src/locales/language-of.ts'
import type { PageTexts } from './page-texts.ts'

const asked = new URL(location.href).searchParams.get('lang')

export const language = languageOf(asked ?? navigator.language)

/** Sets the language that all elements follow, and translates what the page marks by `data-text`. */
export function speak(): void {
  document.documentElement.lang = language
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.languages a'))
    if (link.lang === language) link.setAttribute('aria-current', 'true')
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href^="./"]')) {
    if (asked === null) break
    const url = new URL(link.href)
    url.searchParams.set('lang', language)
    link.href = url.href
  }
  if (language !== 'en') void translate()
}

async function translate(): Promise<void> {
  const { translations } = await import('./page-texts.ts')
  const texts: PageTexts = translations[language as keyof typeof translations]
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
    const text = texts[element.dataset.text as keyof PageTexts]
    if (typeof text === 'string') element.textContent = text
  }
}
