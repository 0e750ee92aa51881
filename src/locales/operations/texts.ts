// What is said of the operations of clients: what became of each, and whether one order explains all answers.

export interface OperationsTexts {
  readonly title: string
  readonly none: string
  readonly outcome: Readonly<Record<'answered' | 'refused' | 'unknown' | 'waiting', string>>
  readonly searching: string
  readonly stop: string
  readonly stopped: string
  readonly searchAgain: string
  readonly holds: (count: number) => string
  readonly broken: (operation: string, client: string) => string
  readonly unknown: (why: string) => string
  readonly noModel: string
  readonly explained: (count: number) => string
  readonly showWhere: string
  readonly drawn: (drawn: number, count: number) => string
  readonly picture: string
  readonly asList: string
  readonly client: string
  readonly operation: string
  readonly began: string
  readonly ended: string
  readonly became: string
  readonly earlier: string
}
