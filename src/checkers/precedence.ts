// What comes before what, closed under transitivity: if a is before b and b before c, then a is before c.

/** A set of small numbers, a bit for each. */
export type Bits = Uint32Array

export class Precedence {
  readonly #members: readonly number[]
  /** By member, all that is before it. */
  readonly #before: readonly Bits[]

  private constructor(members: readonly number[], before: readonly Bits[]) {
    this.#members = members
    this.#before = before
  }

  /** Of so many members, none before another. */
  static among(count: number): Precedence {
    const members = Array.from({ length: count }, (_, member) => member)
    return new Precedence(
      members,
      members.map(() => bitsFor(count)),
    )
  }

  /** A copy that follows only some of the members any further. */
  following(members: readonly number[]): Precedence {
    const before: Bits[] = []
    for (const member of members) before[member] = this.#before[member]!.slice()
    return new Precedence(members, before)
  }

  isBefore(earlier: number, later: number): boolean {
    return hasBit(this.#before[later]!, earlier)
  }

  /** The members, and all that is before one of them. */
  past(members: readonly number[]): Bits {
    const past = bitsFor(this.#before.length)
    for (const member of members) {
      unite(past, this.#before[member]!)
      setBit(past, member)
    }
    return past
  }

  /** Those of a set that are before one member, but neither are the other nor before it; `null` leaves none out. */
  between(set: Bits, later: number, other: number | null): readonly number[] {
    const wanted = this.#before[later]!
    const known = other === null ? null : this.#before[other]!
    const found: number[] = []
    for (let word = 0; word < set.length; word++) {
      let bits = set[word]! & wanted[word]! & ~(known?.[word] ?? 0)
      for (; bits !== 0; bits &= bits - 1) found.push((word << 5) + 31 - Math.clz32(bits & -bits))
    }
    return found.filter(member => member !== other)
  }

  /** Puts some before another. They must not stand the other way round already. */
  add(earlier: readonly number[], later: number): void {
    const added = this.#before[later]!.slice()
    for (const member of earlier) {
      unite(added, this.#before[member]!)
      setBit(added, member)
    }
    for (const member of this.#members) {
      const before = this.#before[member]!
      if (member === later || hasBit(before, later)) unite(before, added)
    }
  }
}

export function bitsFor(count: number): Bits {
  return new Uint32Array((count + 31) >>> 5)
}

export function hasBit(bits: Bits, member: number): boolean {
  return (bits[member >>> 5]! & (1 << (member & 31))) !== 0
}

export function setBit(bits: Bits, member: number): void {
  bits[member >>> 5]! |= 1 << (member & 31)
}

function unite(bits: Bits, more: Bits): void {
  for (let word = 0; word < bits.length; word++) bits[word]! |= more[word]!
}
