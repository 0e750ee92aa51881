// Whether bytes are a yjs update that a document can take: asked before it is applied, since yjs changes a document while
// it still reads. Version 1 only: a few bytes of version 2 can keep a tab busy for seconds (yjs#687). The grammar is that of
// yjs 13's UpdateDecoderV1; nothing is built, so the check costs a tenth of what applying costs.

import { utf8Decode } from '../core/bytes.ts'

/** Deeper than anyone nests, and far from the end of a stack. */
export const nestingMax = 200

export class MalformedUpdate extends Error {
  override readonly name = 'MalformedUpdate'
}

/** Throws `MalformedUpdate`. */
export function checkUpdate(update: Uint8Array): void {
  const from = new Scanner(update)
  for (let clients = from.natural('clients'); clients > 0; clients--) checkStructs(from)
  for (let clients = from.natural('deletions'); clients > 0; clients--) checkDeletions(from)
  from.end()
}

function checkStructs(from: Scanner): void {
  const count = from.natural('structs')
  const client = from.natural('client')
  let clock = from.natural('clock')
  for (let struct = 0; struct < count; struct++) {
    const length = structLength(from, client, clock)
    if (length < 1 || !Number.isSafeInteger(clock + length)) from.fail('length', `${length} from clock ${clock}`)
    clock += length
  }
}

function checkDeletions(from: Scanner): void {
  from.natural('client')
  for (let count = from.natural('deletions'); count > 0; count--) {
    const clock = from.natural('deletion')
    const length = from.natural('deletion')
    // Past the safe integers, sums are no sums any more.
    if (length < 1 || !Number.isSafeInteger(clock + length)) from.fail('deletion', `${length} from clock ${clock}`)
  }
}

/** The bits above the kind of content say which neighbours are named; without any, a parent is. */
const hasOrigin = 0x80
const hasRightOrigin = 0x40
const hasParentKey = 0x20
const kindBits = 0x1f
const skip = 10

function structLength(from: Scanner, client: number, clock: number): number {
  const info = from.byte('struct')
  const kind = info & kindBits
  if (kind === 0 || info === skip) return from.natural('length')
  const readContent = contents[kind]
  if (readContent === undefined) return from.fail('struct', `kind ${kind}`)
  if (info & hasOrigin) checkBefore(from, 'origin', client, clock)
  if (info & hasRightOrigin) checkBefore(from, 'rightOrigin', client, clock)
  if ((info & (hasOrigin | hasRightOrigin)) === 0) {
    if (from.natural('parent') === 1) from.text('parent')
    else checkBefore(from, 'parent', client, clock)
    if (info & hasParentKey) from.text('parentKey')
  }
  return readContent(from)
}

/** Of its own client, what an edit names must have come before it. */
function checkBefore(from: Scanner, field: string, client: number, clock: number): void {
  const ofClient = from.natural(field)
  const ofClock = from.natural(field)
  if (ofClient === client && ofClock >= clock) from.fail(field, `clock ${ofClock}, which is not before ${clock}`)
}

const one =
  (read: (from: Scanner) => void) =>
  (from: Scanner): number => {
    read(from)
    return 1
  }

/** How long each kind of content is; a kind that is missing here yjs does not know either. */
const contents: readonly (((from: Scanner) => number) | undefined)[] = [
  undefined, // collected: it has no content
  from => from.natural('deleted'),
  from => from.many('json', () => from.json(true)),
  one(from => from.skip(from.natural('binary'), 'binary')),
  from => from.text('string'),
  one(from => from.json(false)),
  one(from => {
    from.text('format')
    from.json(false)
  }),
  one(from => {
    const type = from.natural('type')
    if (type > 6) from.fail('type', `${type}`)
    if (type === namedElement || type === namedHook) from.text('type')
  }),
  from => from.many('any', () => from.any(0)),
  one(from => {
    from.text('document')
    if (from.byte('document') !== anyObject) from.fail('document', 'options that are no object')
    from.fields(0)
  }),
]

const namedElement = 3
const namedHook = 5
const anyObject = 118

class Scanner {
  readonly #bytes: Uint8Array
  readonly #words: DataView
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  fail(field: string, got: string): never {
    throw new MalformedUpdate(`update.${field}: unexpected ${got}, before byte ${this.#at}`)
  }

  byte(field: string): number {
    if (this.#at >= this.#bytes.length) this.fail(field, 'end')
    return this.#bytes[this.#at++]!
  }

  /** Seven bits a byte, least first. No call a byte: most of what is checked are these, by code that was never run before. */
  natural(field: string): number {
    const bytes = this.#bytes
    let at = this.#at
    let value = 0
    let unit = 1
    let byte: number
    do {
      if (at >= bytes.length) this.fail(field, 'end')
      byte = bytes[at++]!
      value += (byte & 0x7f) * unit
      unit *= 0x80
    } while (byte >= 0x80)
    this.#at = at
    if (!Number.isSafeInteger(value)) this.fail(field, 'number past the safe integers')
    return value
  }

  skip(length: number, field: string): void {
    if (length > this.#bytes.length - this.#at) this.fail(field, 'end')
    this.#at += length
  }

  /** Gives the length that JavaScript sees. Four bytes are looked at together: most of a text is of such as stand alone. */
  text(field: string): number {
    const length = this.natural(field)
    const words = this.#words
    const start = this.#at
    const end = start + length
    this.skip(length, field)
    let at = start
    while (at + 4 <= end && (words.getInt32(at) & 0x80808080) === 0) at += 4
    while (at < end && words.getUint8(at) < 0x80) at++
    return at === end ? length : this.#decoded(field, start).length
  }

  json(mayBeUndefined: boolean): void {
    const length = this.natural('json')
    this.skip(length, 'json')
    const text = this.#decoded('json', this.#at - length)
    if (mayBeUndefined && text === 'undefined') return
    try {
      JSON.parse(text)
    } catch {
      this.fail('json', 'text')
    }
  }

  many(field: string, read: () => void): number {
    const count = this.natural(field)
    for (let item = 0; item < count; item++) read()
    return count
  }

  /** A value of lib0's `writeAny`. */
  any(depth: number): void {
    if (depth > nestingMax) this.fail('any', `nesting deeper than ${nestingMax}`)
    const tag = this.byte('any')
    if (tag === anyObject) this.fields(depth)
    else if (tag === 117) this.many('any', () => this.any(depth + 1))
    else if (tag === 125) this.#integer()
    else if (tag === 119) this.text('any')
    else if (tag === 116) this.skip(this.natural('any'), 'any')
    else if (tag === 124) this.skip(4, 'any')
    else if (tag === 123 || tag === 122) this.skip(8, 'any')
    else if (tag < 120 || tag > 127) this.fail('any', `tag ${tag}`) // the others are undefined, null, false and true
  }

  fields(depth: number): void {
    this.many('any', () => {
      this.text('any')
      this.any(depth + 1)
    })
  }

  end(): void {
    if (this.#at < this.#bytes.length) this.fail('end', `${this.#bytes.length - this.#at} bytes`)
  }

  /** A natural whose first byte gives one bit to the sign. */
  #integer(): void {
    const first = this.byte('any')
    const isSafe = first < 0x80 || Number.isSafeInteger((first & 0x3f) + 0x40 * this.natural('any'))
    if (!isSafe) this.fail('any', 'number past the safe integers')
  }

  /** What was passed over since. */
  #decoded(field: string, start: number): string {
    try {
      return utf8Decode(this.#bytes.subarray(start, this.#at))
    } catch {
      return this.fail(field, 'bytes that are no text')
    }
  }
}
