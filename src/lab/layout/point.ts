// Places in a picture, and turns about its middle. Sums, products and roots are the same on every engine; sines are not.

export interface Point {
  readonly x: number
  readonly y: number
}

const quarter = Math.PI / 2

/** The point of the unit circle after so many turns, clockwise from the top. */
export function afterTurns(turns: number): Point {
  const quarters = (turns - Math.floor(turns)) * 4
  const angle = (quarters - Math.floor(quarters)) * quarter
  const [x, y] = [sineOf(angle), -sineOf(quarter - angle)]
  switch (Math.floor(quarters)) {
    case 0:
      return { x, y }
    case 1:
      return { x: -y, y: x }
    case 2:
      return { x: -x, y: -y }
    default:
      return { x: y, y: -x }
  }
}

/** Of an angle in the first quarter, by Taylor's series: off by less than 1e-9 at the far end. */
function sineOf(angle: number): number {
  let term = angle
  let sum = angle
  for (let power = 3; power <= 15; power += 2) {
    term *= (-angle * angle) / (power * (power - 1))
    sum += term
  }
  return sum
}
