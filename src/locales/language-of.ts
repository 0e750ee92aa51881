// Which language an element speaks: that of the nearest `lang`, where we have it, and English otherwise.

const languages: readonly string[] = ['en', 'es', 'pt']

/** `pt-BR` speaks Portuguese. */
export function languageOf(tag: string): string {
  const [language = ''] = tag.toLowerCase().split('-')
  return languages.includes(language) ? language : 'en'
}
