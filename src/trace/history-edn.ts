// A reader of EDN, the notation of Clojure: as much of it as histories are written in.
// It reads any form; what the forms mean, history-jepsen.ts knows.

import { MalformedHistory } from './history-malformed.ts'

export const ednDepthMax = 32

/** A word with a meaning of its own: `:read`. A symbol counts as one too. */
export interface Keyword {
  readonly keyword: string
}

/** A map, with what stood in place of the keys' colons taken off. */
export interface EdnMap {
  readonly fields: ReadonlyMap<string, Edn>
}

export type Edn = null | boolean | number | string | Keyword | EdnMap | readonly Edn[]

export interface PlacedForm {
  readonly form: Edn
  readonly line: number
}

/** All forms of a text, one after the other or in one vector, each with the line it began on. */
export function readEdn(text: string): readonly PlacedForm[] {
  const reader = new EdnReader(text)
  const forms: PlacedForm[] = []
  while (!reader.isAtEnd()) forms.push({ line: reader.line, form: reader.form(0) })
  const only = forms.length === 1 ? forms[0]!.form : null
  return Array.isArray(only) ? only.map((form: Edn, index) => ({ form, line: reader.linesWithin[index]! })) : forms
}

const closing = { '(': ')', '[': ']', '{': '}' } as const
const characters: Readonly<Record<string, string>> = { newline: '\n', return: '\r', space: ' ', tab: '\t' }
const symbolic: Readonly<Record<string, number>> = {
  '#Inf': Number.POSITIVE_INFINITY,
  '#-Inf': Number.NEGATIVE_INFINITY,
}
// No pattern repeats a choice: each repetition takes room on the stack, and a file may have millions.
const blank = /[\s,]+|;[^\n]*/y
const atom = /[^\s,;"()[\]{}]+/y

class EdnReader {
  readonly #text: string
  #at = 0
  #line = 1
  #linesWithin: readonly number[] = []

  constructor(text: string) {
    this.#text = text
  }

  get line(): number {
    return this.#line
  }

  /** Of the last form that was read and that is no part of another, on which lines its parts began. */
  get linesWithin(): readonly number[] {
    return this.#linesWithin
  }

  isAtEnd(depth = 0): boolean {
    this.#skip(depth)
    return this.#at >= this.#text.length
  }

  form(depth: number): Edn {
    if (depth > ednDepthMax) throw this.#malformed(`at most ${ednDepthMax} forms in one another`)
    this.#skip(depth)
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
      case '^':
        // What is said about a form stands before it.
        this.#at++
        this.form(depth + 1)
        return this.form(depth + 1)
      default:
        return this.#atom()
    }
  }

  #formsUntil(end: string, depth: number): Edn[] {
    const forms: Edn[] = []
    const lines: number[] = []
    while (!this.isAtEnd(depth) && this.#text[this.#at] !== end) {
      lines.push(this.#line)
      forms.push(this.form(depth + 1))
    }
    if (this.#at >= this.#text.length) throw this.#malformed(end, 'the end')
    this.#at++
    if (depth === 0) this.#linesWithin = lines
    return forms
  }

  #map(depth: number): EdnMap {
    const line = this.#line
    const forms = this.#formsUntil('}', depth)
    if (forms.length % 2 === 1) throw new MalformedHistory(line, 'event', 'a value for every key of the map')
    const fields = new Map<string, Edn>()
    for (let index = 0; index < forms.length; index += 2) {
      const name = fieldName(forms[index]!)
      if (fields.has(name)) throw new MalformedHistory(line, name, 'it once in the map')
      fields.set(name, forms[index + 1]!)
    }
    return { fields }
  }

  /** `#{...}` is a set, `##NaN` no number, and any other tag stands before the form that it names. */
  #tagged(depth: number): Edn {
    this.#at++
    if (this.#text[this.#at] === '{') {
      this.#at++
      return this.#formsUntil('}', depth)
    }
    const tag = this.#match(atom, 'a tag')
    return tag.startsWith('#') ? (symbolic[tag] ?? Number.NaN) : this.form(depth + 1)
  }

  #quoted(): string {
    let end = this.#at + 1
    while (end < this.#text.length && this.#text[end] !== '"') end += this.#text[end] === '\\' ? 2 : 1
    if (end >= this.#text.length) throw this.#malformed('a closing quote', 'the end')
    const source = this.#text.slice(this.#at, end + 1)
    this.#at += source.length
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
    if (source.startsWith('\\')) return character(source.slice(1))
    return { keyword: source.replace(/^:+/, '') }
  }

  #match(pattern: RegExp, expected: string): string {
    pattern.lastIndex = this.#at
    const source = pattern.exec(this.#text)?.[0]
    if (source === undefined) throw this.#malformed(expected, this.#text[this.#at])
    this.#at += source.length
    return source
  }

  /** `#_` hides the form after it. */
  #skip(depth: number): void {
    this.#skipBlank()
    while (this.#text.startsWith('#_', this.#at)) {
      this.#at += 2
      this.form(depth + 1)
      this.#skipBlank()
    }
  }

  #skipBlank(): void {
    blank.lastIndex = this.#at
    for (let skipped = blank.exec(this.#text); skipped !== null; skipped = blank.exec(this.#text)) {
      this.#at = blank.lastIndex
      for (const sign of skipped[0]) if (sign === '\n') this.#line++
    }
  }

  #malformed(expected: string, ...got: readonly unknown[]): MalformedHistory {
    return new MalformedHistory(this.#line, 'event', expected, ...got)
  }
}

function fieldName(form: Edn): string {
  return typeof form === 'object' && form !== null && 'keyword' in form ? form.keyword : String(form)
}

function character(name: string): string {
  if (/^u[\da-fA-F]{4}$/.test(name)) return String.fromCharCode(Number.parseInt(name.slice(1), 16))
  return characters[name] ?? name
}
