// The order of cards as texts between which there is always room: to move one card is to write one word, and nobody else's.
// They are fractions in base 62 without the point, as in Figma's "Realtime editing of ordered sequences".

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const middle = digits[digits.length / 2]!

/** A longer one says that a place has been halved too often, or that a peer made it up. */
export const orderLengthMax = 100

/** A last digit of zero would leave no room before it. */
export const isOrder = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= orderLengthMax && /^[0-9A-Za-z]*[1-9A-Za-z]$/.test(value)

/** Empty: before all; null: after all. Null where there is no room, and all must be spread anew. */
export function between(before: string, after: string | null): string | null {
  if (after !== null && before >= after) return null
  const order = inside(before, after)
  return order.length <= orderLengthMax ? order : null
}

/** So many, with equal room between them. */
export function spread(count: number): readonly string[] {
  const step = digits.length ** 3 / (count + 1)
  return Array.from({ length: count }, (_, index) => fraction(Math.floor((index + 1) * step)))
}

function inside(before: string, after: string | null): string {
  if (after !== null) {
    let same = 0
    while (same < after.length && (before[same] ?? digits[0]) === after[same]) same++
    if (same > 0) return after.slice(0, same) + inside(before.slice(same), after.slice(same))
  }
  const low = before === '' ? 0 : digits.indexOf(before[0]!)
  const high = after === null ? digits.length : digits.indexOf(after[0]!)
  if (high - low > 1) return digits[chosen(before, after, low, high)]!
  if (after !== null && after.length > 1) return after[0]!
  return digits[low]! + inside(before.slice(1), null)
}

/** At an end, the nearest: most cards are put there, and the next ones need room too. */
function chosen(before: string, after: string | null, low: number, high: number): number {
  if (before === '' && after === null) return digits.indexOf(middle)
  if (after === null) return low + 1
  return before === '' ? high - 1 : Math.floor((low + high) / 2)
}

function fraction(thousandths: number): string {
  const base = digits.length
  const places = [thousandths / base ** 2, thousandths / base, thousandths].map(
    part => digits[Math.floor(part) % base]!,
  )
  return places.join('').replace(/0+$/, '')
}
