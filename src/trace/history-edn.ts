// A reader of EDN, the notation of Clojure: as much of it as histories are written in.
// It reads any form; what the forms mean, history-jepsen.ts knows.

import { MalformedHistory } from './history-malformed.ts'

export const ednDepthMax = 32

/** A word with a meaning of its own: `:read`. A symbol counts as one too. */
export interface Keyword {
  readonly keyword: string
}

/** A map, with what stood in place of the keys' colons taken off, and the line it began on. */
export interface EdnMap {
  readonly fields: ReadonlyMap<string, Edn>
  readonly line: number
}

export type Edn = null | boolean | number | string | Keyword | EdnMap | readonly Edn[]

/** All forms of a text, one after the other. */
export function readEdn(text: string): readonly Edn[] {
  const reader = new EdnReader(text)
  const forms: Edn[] = []
  while (!reader.isAtEnd()) forms.push(reader.form(0))
  return forms
}

const closing = { '(': ')', '[': ']', '{': '}' } as const
const characters: Readonly<Record<string, string>> = { newline: '\n', return: '\r', space: ' ', tab: '\t' }
const blank = /(?:[\s,]+|;[^\n]*)+/y
const atom = /[^\s,;"()[\]{}]+/y
const quoted = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y

class EdnReader {
  readonly #text: string
  #at = 0
  #line = 1

  constructor(text: string) {
    this.#text = text
  }

  isAtEnd(): boolean {
    this.#skipBlank()
    return this.#at >= this.#text.length
  }

  form(depth: number): Edn {
    this.#skipBlank()
    if (depth > ednDepthMax) throw this.#malformed(`at most ${ednDepthMax} forms in one another`)
    const sign = this.#text[this.#at]
    switch (sign) {
      case undefined:
        throw this.#malformed('a form', 'the end')
      case '(':
      case '[':
        this.#at++
        return this.#formsUntil(closing[sign], depth)
      case '{':
        this.#at++
        return this.#map(depth)
      case '"':
        return this.#quoted()
      case '#':
        return this.#tagged(depth)
      default:
        return this.#atom()
    }
  }

  #formsUntil(end: string, depth: number): Edn[] {
    const forms: Edn[] = []
    while (!this.isAtEnd() && this.#text[this.#at] !== end) {
      if (this.#text.startsWith('#_', this.#at)) this.#discard(depth)
      else forms.push(this.form(depth + 1))
    }
    if (this.#at >= this.#text.length) throw this.#malformed(end, 'the end')
    this.#at++
    return forms
  }

  #map(depth: number): EdnMap {
    const line = this.#line
    const forms = this.#formsUntil('}', depth)
    if (forms.length % 2 === 1) throw new MalformedHistory(line, 'event', 'a value for every key of the map')
    const fields = new Map<string, Edn>()
    for (let index = 0; index < forms.length; index += 2) fields.set(fieldName(forms[index]!), forms[index + 1]!)
    return { fields, line }
  }

  /** `#{...}` is a set, `#_` hides the next form, and any other tag stands before the form that it names. */
  #tagged(depth: number): Edn {
    this.#at++
    if (this.#text[this.#at] === '{') {
      this.#at++
      return this.#formsUntil('}', depth)
    }
    if (this.#text[this.#at] === '_') {
      this.#at--
      this.#discard(depth)
    } else {
      this.#match(atom, 'a tag')
    }
    return this.form(depth + 1)
  }

  #discard(depth: number): void {
    this.#at += 2
    this.form(depth + 1)
  }

  #quoted(): string {
    const source = this.#match(quoted, 'a closing quote')
    this.#line += source.split('\n').length - 1
    try {
      return JSON.parse(source.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')) as string
    } catch {
      throw this.#malformed('text with known escapes', source)
    }
  }

  #atom(): Edn {
    const source = this.#match(atom, 'a form')
    if (source === 'nil') return null
    if (source === 'true') return true
    if (source === 'false') return false
    if (/^[+-]?\d/.test(source)) {
      const number = Number(source.replace(/[NM]$/, ''))
      if (!Number.isFinite(number)) throw this.#malformed('a number', source)
      return number
    }
    if (source.startsWith('\\')) return characters[source.slice(1)] ?? source.slice(1)
    return { keyword: source.replace(/^:+/, '') }
  }

  #match(pattern: RegExp, expected: string): string {
    pattern.lastIndex = this.#at
    const source = pattern.exec(this.#text)?.[0]
    if (source === undefined) throw this.#malformed(expected, this.#text[this.#at])
    this.#at += source.length
    return source
  }

  #skipBlank(): void {
    blank.lastIndex = this.#at
    const skipped = blank.exec(this.#text)?.[0] ?? ''
    this.#at += skipped.length
    for (const sign of skipped) if (sign === '\n') this.#line++
  }

  #malformed(expected: string, ...got: readonly unknown[]): MalformedHistory {
    return new MalformedHistory(this.#line, 'event', expected, ...got)
  }
}

function fieldName(form: Edn): string {
  return typeof form === 'object' && form !== null && 'keyword' in form ? form.keyword : String(form)
}
