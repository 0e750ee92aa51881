// What a lab says around its views: the bar that plays it, what can be chosen, and what is wrong.

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
  readonly scenario: string
  readonly seed: string
  readonly anotherSeed: string
  readonly nodes: string
  readonly mutant: string
  readonly noMutant: string
  readonly storm: string
  readonly options: string
  readonly setUp: string
  readonly startAgain: string
  readonly branches: string
  readonly firstRun: string
  readonly branch: (number: number, leftAt: number) => string
  readonly help: string
  readonly close: string
  readonly keys: readonly (readonly [keys: string, what: string])[]
  readonly views: Readonly<Record<'network' | 'timeline' | 'state' | 'rules' | 'faults' | 'story', string>>
  readonly summary: (parts: {
    readonly nodes: number
    readonly up: number
    readonly onTheWay: number
    readonly broken: number
  }) => string
  readonly share: string
  readonly copyLink: string
  readonly copied: string
  readonly saveTrace: string
  readonly openTrace: string
  readonly saveShiviz: string
  readonly saveSvg: string
  readonly savePng: string
  readonly runAgain: string
  readonly code: string
  readonly tooLong: string
  readonly guess: string
  readonly guessWhich: (sentence: string) => string
  readonly guessedRight: (truth: string) => string
  readonly guessedWrong: (guessed: string, truth: string) => string
  readonly guessScore: (right: number, count: number) => string
  readonly guessOver: string
  readonly challenges: string
  readonly begin: string
  readonly challengeIs: Readonly<Record<'open' | 'reached' | 'missed', string>>
  readonly challengeLeft: (acts: number, actsMax: number, leftMs: number) => string
  readonly wrong: string
}
