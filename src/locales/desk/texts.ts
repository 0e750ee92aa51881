// What a lab says around its picture: what can be chosen, tried, guessed, taken away, and what each key does.

export interface DeskTexts {
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
  readonly full: (count: string) => string
  readonly branches: string
  readonly firstRun: string
  readonly branch: (number: number, leftAt: number) => string
  readonly help: string
  readonly keysSteer: string
  readonly close: string
  readonly keys: readonly (readonly [keys: string, what: string])[]
  readonly views: Readonly<Record<'state' | 'rules' | 'operations' | 'charts' | 'faults' | 'hand' | 'story', string>>
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
  /** Each as `9.1 / 9`: what it is, and what it should be. */
  readonly challengeCost: (answered: string, messages: string, waits: string) => string
}
