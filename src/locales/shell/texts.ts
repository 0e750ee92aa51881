// What a lab says from the first: the bar that plays it, how it stands, and what is wrong.

export interface ShellTexts {
  readonly lab: (title: string) => string
  readonly loading: string
  readonly ground: Readonly<Record<'simulated' | 'tabs' | 'laptops' | 'recorded', string>>
  readonly simulatedTime: string
  readonly wallTime: string
  readonly ms: (ms: string) => string
  readonly event: (position: number, length: number) => string
  readonly toStart: string
  readonly stepBack: string
  readonly play: string
  readonly pause: string
  readonly step: string
  readonly decisionBack: string
  readonly decision: string
  readonly toViolation: string
  readonly toEnd: string
  readonly speed: string
  readonly speedOf: (share: string) => string
  readonly place: string
  readonly summary: (parts: {
    readonly nodes: number
    readonly up: number
    readonly onTheWay: number
    /** Null while the rules are not there yet. */
    readonly broken: number | null
  }) => string
  readonly wrong: string
}
