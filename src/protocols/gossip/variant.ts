// The variants of rumor mongering, named as the paper's tables name them (§1.4): direction, feedback, loss of interest.

export type Direction = 'push' | 'pull' | 'push-pull'
export type Response = 'feedback' | 'blind'
export type LossOfInterest = 'counter' | 'coin'
export type Variant = `${Direction}-${Response}-${LossOfInterest}`

export interface Choices {
  readonly isPushing: boolean
  readonly isPulling: boolean
  /** Every contact counts as useless, and nobody answers. */
  readonly isBlind: boolean
  readonly by: LossOfInterest
}

const directions: readonly Direction[] = ['push', 'pull', 'push-pull']
const responses: readonly Response[] = ['feedback', 'blind']
const losses: readonly LossOfInterest[] = ['counter', 'coin']

const table: ReadonlyMap<Variant, Choices> = new Map(
  directions.flatMap(direction =>
    responses.flatMap(response =>
      losses.map(by => [
        `${direction}-${response}-${by}` as const,
        { isPushing: direction !== 'pull', isPulling: direction !== 'push', isBlind: response === 'blind', by },
      ]),
    ),
  ),
)

export const variants: readonly Variant[] = [...table.keys()]
export const choicesOf = (variant: Variant): Choices => table.get(variant)!
