// Chains of operations that hand one value on: a write, the reads of what it wrote, the operation that found this and
// wrote over it, its reads, and so on. Nothing else can change the object while a chain lasts.
//
// Each operation of a chain narrows the windows of the others. Between the first return of a chain and its last
// invocation the object is its own: two chains cannot own it at once, and what does not belong to the chain makes way
// (the zones of Gibbons and Korach, Testing shared memories, 1997, §4). All can be undone, last done first.

import { type Kind, nowhere } from './kind.ts'
import { never } from './window.ts'

/** None of the operations. */
export const nobody = -1

/** An operation on one object of which it is known what it reads and writes. */
export interface Link {
  readonly kind: Kind
  readonly from: number
  /** `never` if it may not happen at all. */
  readonly to: number
}

export class Chains {
  readonly links: readonly Link[]
  /** By operation, as places among all moments. */
  readonly from: Int32Array
  readonly to: Int32Array
  /** Whether it happened; what may have happened does if somebody needs it. */
  readonly isThere: Int32Array
  /** What it read from. */
  readonly source: Int32Array
  /** What found its value and wrote over it. */
  readonly successor: Int32Array
  /** The first of its chain. */
  readonly head: Int32Array
  readonly #firstReader: Int32Array
  readonly #nextReader: Int32Array
  /** Of the head of a chain: the last invocation. */
  readonly #end: Int32Array
  /** By place: some operation of the chain that owns the object from this place to the next. */
  readonly #owner: Int32Array
  readonly #cells: Int32Array
  /** Cells that were changed, each with what it held before. */
  readonly #trail: number[] = []
  readonly #unsettled: number[] = []
  /** By state, the last chain that was found to go through it, and which that was. */
  readonly #passed: number[] = []
  #round = 0

  constructor(links: readonly Link[]) {
    this.links = links
    const placeOf = placesOf(links)
    const count = links.length
    const places = placeOf.size + 1
    this.#cells = new Int32Array(9 * count + places)
    const row = (index: number, length = count) => this.#cells.subarray(index * count, index * count + length)
    this.from = row(0)
    this.to = row(1)
    this.isThere = row(2)
    this.source = row(3).fill(nobody)
    this.successor = row(4).fill(nobody)
    this.head = row(5)
    this.#firstReader = row(6).fill(nobody)
    this.#nextReader = row(7).fill(nobody)
    this.#end = row(8)
    this.#owner = row(9, places).fill(nobody)
    for (const [link, { from, to }] of links.entries()) {
      this.from[link] = this.#end[link] = placeOf.get(from)!
      this.to[link] = placeOf.get(to)!
      this.isThere[link] = Number(to < never)
      this.head[link] = link
    }
  }

  get mark(): number {
    return this.#trail.length
  }

  undo(mark: number): void {
    while (this.#trail.length > mark) {
      const before = this.#trail.pop()!
      this.#cells[this.#trail.pop()!] = before
    }
    this.#unsettled.length = 0
  }

  *readersOf(write: number): Generator<number> {
    for (let reader = this.#firstReader[write]!; reader !== nobody; reader = this.#nextReader[reader]!) yield reader
  }

  /** By when all of the chain that begins with this one was invoked. */
  endOf(head: number): number {
    return this.#end[head]!
  }

  /**
   * For how much longer the object will belong to one chain, if the reader reads from the source; null if it cannot: if
   * the reader was over before, or after what wrote over the value; or if the two together would own what others own.
   */
  costOf(reader: number, source: number): number | null {
    const { from, to, head, successor } = this
    if (from[source]! >= to[reader]!) return null
    const chain = head[source]!
    const next = successor[source]!
    let end = this.#end[chain]!
    if (this.links[reader]!.kind.observes) {
      if (next !== nobody && from[reader]! >= to[next]!) return null
      end = Math.max(end, from[reader]!)
    } else {
      if (next !== nobody || chain === reader || end >= to[reader]!) return null
      end = Math.max(end, this.#end[reader]!)
    }
    const start = Math.min(to[chain]!, to[reader]!)
    for (let place = start; place < end; place++) {
      const owner = this.#owner[place]!
      if (owner === nobody) continue
      const other = head[owner]!
      if (other !== chain && other !== head[reader]) return null
      place = Math.max(place, this.#end[other]! - 1)
    }
    return Math.max(0, end - start) - Math.max(0, this.#end[chain]! - to[chain]!)
  }

  /** The reader reads from the source. False if that cannot be; then it is to be undone. */
  attach(reader: number, source: number): boolean {
    const { head, isThere } = this
    const chain = head[source]!
    if (isThere[source] === 0) {
      this.#set(isThere, source, 1)
      if (!this.#evade(source)) return false
    }
    this.#set(this.source, reader, source)
    if (this.links[reader]!.kind.observes) {
      this.#set(this.#nextReader, reader, this.#firstReader[source]!)
      this.#set(this.#firstReader, source, reader)
      this.#set(head, reader, chain)
      if (!this.#evade(reader)) return false
    } else {
      this.#set(this.successor, source, reader)
      for (let write = reader; write !== nobody; write = this.successor[write]!) {
        this.#set(head, write, chain)
        for (const other of this.readersOf(write)) this.#set(head, other, chain)
      }
    }
    this.#unsettled.push(chain)
    while (this.#unsettled.length > 0) if (!this.#settle(this.#unsettled.pop()!)) return false
    return true
  }

  /** Out of what others own already. */
  #evade(link: number): boolean {
    const isOthers = (place: number) => {
      const owner = this.#owner[place]!
      return owner !== nobody && this.head[owner] !== this.head[link]
    }
    let from = this.from[link]!
    while (isOthers(from)) from++
    let to = this.to[link]!
    while (to > 0 && isOthers(to - 1)) to--
    return this.#raise(link, from) && this.#lower(link, to)
  }

  /** Each of a chain comes after those before it. */
  #settle(head: number): boolean {
    const writes: number[] = []
    let from = 0
    for (let write = head; write !== nobody; write = this.successor[write]!) {
      writes.push(write)
      if (!this.#raise(write, from)) return false
      const start = this.from[write]!
      from = start
      for (const reader of this.readersOf(write)) {
        if (!this.#raise(reader, start)) return false
        from = Math.max(from, this.from[reader]!)
      }
    }
    let to = Number.MAX_SAFE_INTEGER
    for (const write of writes.reverse()) {
      const end = to
      for (const reader of this.readersOf(write)) {
        if (!this.#lower(reader, end)) return false
        to = Math.min(to, this.to[reader]!)
      }
      if (!this.#lower(write, to)) return false
      to = this.to[write]!
    }
    this.#set(this.#end, head, from)
    return this.#own(head, writes)
  }

  #own(head: number, writes: readonly number[]): boolean {
    const start = this.to[head]!
    const end = this.#end[head]!
    let isNew = false
    for (let place = start; place < end; place++) {
      const owner = this.#owner[place]!
      if (owner !== nobody && this.head[owner] === head) continue
      if (owner !== nobody) return false
      this.#set(this.#owner, place, head)
      isNew = true
    }
    return !isNew || this.#clear(head, writes, start, end)
  }

  /**
   * All else makes way: what changes the object, or finds a value that the chain does not go through, took effect before
   * the chain or after it. Even if it is to join the chain one day, it will stand at its head or its tail, beyond what is
   * owned now. A read that might stand within the chain stays until that is known; so does what found a value missing,
   * unless the chain has this value only.
   */
  #clear(head: number, writes: readonly number[], start: number, end: number): boolean {
    const { from, to, links } = this
    this.#round++
    for (const write of writes) this.#passed[links[write]!.kind.writes] = this.#round
    const only = writes.length === 1 ? links[head]!.kind.writes : nowhere
    for (let link = 0; link < links.length; link++) {
      const isWithin = start <= from[link]! && from[link]! < end
      const isEnding = start < to[link]! && to[link]! <= end
      if (!(isWithin || isEnding) || this.isThere[link] === 0 || this.head[link] === head) continue
      const { kind } = links[link]!
      if (kind.observes && this.source[link] === nobody) {
        const isAnywhere = kind.reads === nowhere
        if (isAnywhere && (only === nowhere || kind.next(only) !== nowhere)) continue
        if (!isAnywhere && this.#passed[kind.reads] === this.#round) continue
      }
      if (isWithin && !this.#raise(link, end)) return false
      if (isEnding && !this.#lower(link, start)) return false
      this.#unsettled.push(this.head[link]!)
    }
    return true
  }

  #raise(link: number, from: number): boolean {
    if (from > this.from[link]!) this.#set(this.from, link, from)
    return this.from[link]! < this.to[link]!
  }

  #lower(link: number, to: number): boolean {
    if (to < this.to[link]!) this.#set(this.to, link, to)
    return this.from[link]! < this.to[link]!
  }

  #set(row: Int32Array, index: number, value: number): void {
    const cell = row.byteOffset / Int32Array.BYTES_PER_ELEMENT + index
    this.#trail.push(cell, row[index]!)
    row[index] = value
  }
}

/** Moments by their order alone. */
function placesOf(links: readonly Link[]): ReadonlyMap<number, number> {
  const moments = links.flatMap(({ from, to }) => [from, to]).sort((left, right) => left - right)
  return new Map([...new Set(moments)].map((moment, place) => [moment, place]))
}
