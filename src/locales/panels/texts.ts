// What the panels beside a run say: rules, states, faults, and the list of all that can be done.

export interface PanelTexts {
  // Rules
  readonly rules: string
  readonly verdict: Readonly<Record<'holds' | 'broken' | 'unknown', string>>
  readonly soFar: string
  readonly kind: Readonly<Record<'always' | 'eventually' | 'sometimes', string>>
  readonly showWhere: string
  readonly breaksIn: (mutant: string) => string
  readonly summary: (broken: number, open: number) => string
  // States
  readonly state: string
  readonly nodes: string
  readonly down: string
  readonly standing: Readonly<Record<'up' | 'paused' | 'down', string>>
  readonly lies: string
  readonly saving: string
  readonly timers: string
  readonly noTimers: string
  readonly inMs: (ms: string) => string
  readonly changed: string
  readonly andMore: (count: number) => string
  readonly empty: string
  // Faults and actions
  readonly faults: string
  readonly onNode: string
  readonly onLink: string
  readonly onNetwork: string
  readonly next: string
  readonly nothingNext: string
  readonly pastIsClosed: string
  readonly crash: string
  readonly crashLosingDisk: string
  readonly restart: string
  readonly pause: string
  readonly resume: string
  readonly isolate: string
  readonly skew: string
  readonly drift: string
  readonly slow: string
  readonly silence: string
  readonly makeHonest: string
  readonly cut: string
  readonly mend: string
  readonly from: string
  readonly to: string
  readonly everyone: string
  readonly partition: string
  readonly groups: string
  readonly groupsHint: string
  readonly heal: string
  readonly loss: string
  readonly delay: string
  readonly duplicate: string
  readonly amount: string
  readonly perMille: string
  readonly milliseconds: string
  readonly millionths: string
  readonly set: string
  readonly ask: string
  readonly request: string
  /** Of a live run: there is nothing to be delivered, dropped or seen coming. */
  readonly inNobodysHand: string
  readonly tooLate: string
  readonly deliverNow: string
  readonly ringNow: string
  readonly drop: string
  readonly later: (ms: number) => string
  readonly twice: string
  readonly message: (what: string, from: string, to: string) => string
  readonly timer: (what: string, node: string) => string
  readonly other: (what: string, node: string) => string
  readonly inTime: (ms: string) => string
  // Story
  readonly onlyDecisive: string
  readonly earlier: string
  readonly goThere: (index: number) => string
}
