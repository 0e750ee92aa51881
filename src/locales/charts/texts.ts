// What is said of the charts of a run.

export interface ChartsTexts {
  readonly title: string
  readonly counting: string
  readonly sent: string
  readonly bytes: string
  readonly lost: string
  readonly inTheAir: string
  readonly each: (ms: string) => string
  readonly most: (most: string) => string
  readonly number: string
  readonly firstOf: (shown: number, count: number) => string
  readonly asTable: string
  readonly until: string
  readonly goThere: (ms: string) => string
}
