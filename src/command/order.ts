// What was typed after a command, read with care: whatever does not fit is refused by the name of its field.

import { parseArgs } from 'node:util'
import { type Command, commonOptions } from './command.ts'

export class BadArgument extends Error {
  override readonly name = 'BadArgument'
  readonly field: string

  /** `--nodes: expected a whole number from 1 to 1000000, got 'x'` */
  constructor(field: string, problem: string) {
    super(`${field}: ${problem}`)
    this.field = field
  }
}

export class Order {
  /** What has no dashes before it. */
  readonly words: readonly string[]
  readonly #values: Readonly<Record<string, unknown>>

  constructor(command: Command, typed: readonly string[]) {
    const options = { ...command.options, ...commonOptions }
    const { tokens } = parseArgs({
      args: [...typed],
      strict: false,
      allowPositionals: true,
      tokens: true,
      options: Object.fromEntries(
        Object.entries(options).map(([name, { takes }]) => [
          name,
          { type: takes === undefined ? 'boolean' : 'string' },
        ]),
      ),
    })
    const words: string[] = []
    const values: Record<string, unknown> = {}
    for (const token of tokens) {
      if (token.kind === 'positional') words.push(token.value)
      if (token.kind !== 'option') continue
      const { name, rawName: field, value } = token
      const option = Object.hasOwn(options, name) ? options[name]! : null
      if (option === null) throw new BadArgument(field, `no such option; see tabswarm ${command.name} --help`)
      if (option.takes === undefined && value !== undefined)
        throw new BadArgument(field, `expected no value, got '${value}'`)
      if (option.takes !== undefined && value === undefined)
        throw new BadArgument(field, `expected ${option.takes}, got nothing`)
      if (option.isRepeatable) values[name] = [...((values[name] as string[] | undefined) ?? []), value]
      else if (Object.hasOwn(values, name)) throw new BadArgument(field, 'expected it once')
      else values[name] = value ?? true
    }
    this.words = words
    this.#values = values
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined
  }

  text(name: string): string | null {
    return (this.#values[name] as string | undefined) ?? null
  }

  all(name: string): readonly string[] {
    return (this.#values[name] as readonly string[] | undefined) ?? []
  }

  /** Exactly one word, which the help calls `name`. */
  onlyWord(name: string): string {
    const [word, surplus] = this.words
    if (word === undefined) throw new BadArgument(name, 'expected one, got nothing')
    if (surplus !== undefined) throw new BadArgument(name, `expected one, got '${surplus}' too`)
    return word
  }

  /** One of a few words, or null where the option is absent. */
  choice<const W extends string>(name: string, words: readonly W[]): W | null {
    const given = this.text(name)
    if (given === null || words.includes(given as W)) return given as W | null
    throw new BadArgument(`--${name}`, `expected ${words.join(' or ')}, got '${given}'`)
  }

  whole(name: string, low: number, high: number): number | null {
    const given = this.text(name)
    if (given === null) return null
    const number = /^\d+$/.test(given) ? Number(given) : Number.NaN
    if (number >= low && number <= high) return number
    throw new BadArgument(`--${name}`, `expected a whole number from ${low} to ${high}, got '${given}'`)
  }

  /** `3..8`, the low end first. */
  range(name: string): readonly [low: number, high: number] | null {
    const given = this.text(name)
    if (given === null) return null
    const [, low, high] = given.match(/^(\d{1,9})\.\.(\d{1,9})$/) ?? []
    if (Number(low) <= Number(high)) return [Number(low), Number(high)]
    throw new BadArgument(`--${name}`, `expected whole numbers low..high, got '${given}'`)
  }

  /** `90s`, `1500ms`, `2m`, `1h`, in milliseconds. */
  duration(name: string): number | null {
    const given = this.text(name)
    if (given === null) return null
    const [, count, unit] = given.match(/^(\d+(?:\.\d+)?)(ms|s|m|h)$/) ?? []
    const ms = Math.round(Number(count) * unitMs[unit as keyof typeof unitMs])
    if (ms >= 1 && ms <= durationMsMax) return ms
    throw new BadArgument(`--${name}`, `expected a time such as 500ms, 60s or 2m, at most 1000h, got '${given}'`)
  }
}

const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const
const durationMsMax = 1_000 * unitMs.h
