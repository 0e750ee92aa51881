// `--set option=value`: text from a command line, made to fit the shape of an option.

import type { Shape } from '../core/shape.ts'
import { Malformed } from '../core/wire.ts'
import { BadArgument } from './order.ts'

export type Shapes = { readonly [name: string]: Shape<any> }

/** Each is taken in the first reading that its shape accepts: `3`, `true`, `none`, `300..600`, JSON, or plain text. */
export function readSettings(typed: readonly string[], shapes: Shapes): Record<string, unknown> {
  const settings: Record<string, unknown> = {}
  for (const one of typed) {
    const at = one.indexOf('=')
    if (at < 1) throw new BadArgument('--set', `expected option=value, got '${one}'`)
    const [name, text] = [one.slice(0, at), one.slice(at + 1)]
    if (!Object.hasOwn(shapes, name)) {
      const names = Object.keys(shapes).join(', ')
      throw new BadArgument(`--set ${name}`, names === '' ? 'there is nothing to set' : `expected one of ${names}`)
    }
    if (Object.hasOwn(settings, name)) throw new BadArgument(`--set ${name}`, 'expected it once')
    settings[name] = fitted(name, text, shapes[name]!)
  }
  return settings
}

function fitted(name: string, text: string, shape: Shape<any>): unknown {
  const complaints: string[] = []
  for (const reading of readingsOf(text)) {
    try {
      return shape.check(reading, name)
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      complaints.push(error.message.slice(error.message.indexOf(': ') + 2))
    }
  }
  throw new BadArgument(`--set ${name}`, complaints[0]!)
}

/** What the text may mean, the likeliest first: its complaint is the one to show. */
function readingsOf(text: string): readonly unknown[] {
  if (/^-?\d+$/.test(text)) return [Number(text), text]
  const [, low, high] = text.match(/^(-?\d+)\.\.(-?\d+)$/) ?? []
  if (low !== undefined) return [[Number(low), Number(high)], { low: Number(low), high: Number(high) }]
  if (text === 'true' || text === 'false') return [text === 'true', text]
  if (text === 'none') return [null, text]
  return [...(/^[[{"]/.test(text) ? parsed(text) : []), text]
}

function parsed(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)]
  } catch {
    return []
  }
}
