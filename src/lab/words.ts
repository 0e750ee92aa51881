// What a lab says, in a language: sentences for its rules, scenarios and mutants, and templates for what its nodes
// announce. A template names the fields of its word in braces, and `node` is who announces: `{node} leads term {term}.`

import { shown } from '../trace/words.ts'
import type { Lab } from './lab.ts'

export interface LabWords {
  readonly title: string
  readonly says: string
  readonly rules: Words
  readonly scenarios: Words
  readonly mutants: Words
  readonly events: Words
  readonly challenges?: Words
}

/** By id or name. */
export type Words = { readonly [name: string]: string }

export const languages = ['en', 'es', 'pt'] as const
export type Language = (typeof languages)[number]

/** What a lab says in English stands where it is declared; other languages have a file of their own. */
export async function wordsOf(lab: Lab, language: string): Promise<LabWords> {
  const translated = await lab.words?.[language as Exclude<Language, 'en'>]?.()
  return translated?.words ?? englishOf(lab)
}

export const englishOf = (lab: Lab): LabWords => ({
  title: lab.title,
  says: lab.says,
  rules: Object.fromEntries(lab.rules.map(({ id, says }) => [id, says])),
  scenarios: sayings(lab.scenarios),
  mutants: sayings(lab.mutants),
  events: lab.events ?? {},
  challenges: sayings(lab.challenges ?? []),
})

/** `{node} leads term {term}.` with the fields of a word. A name that is no field stays as it stands. */
export function filled(template: string, fields: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)\}/g, (hole, name: string) =>
    Object.hasOwn(fields, name) ? shown(fields[name]) : hole,
  )
}

const sayings = (items: readonly { readonly name: string; readonly says: string }[]): Words =>
  Object.fromEntries(items.map(({ name, says }) => [name, says]))
