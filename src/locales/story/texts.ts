// What can be told of a run, sentence by sentence: a language that lacks one does not compile.

/** How a fault is told. Each is given the fault's own fields, already as text; null stands for everyone. */
export interface FaultTexts {
  readonly partition: (fault: { readonly groups: readonly string[] }) => string
  readonly cut: (fault: Ends) => string
  readonly mend: (fault: Ends) => string
  readonly heal: () => string
  readonly loss: (fault: Ends & { readonly perMille: number }) => string
  readonly delay: (fault: Ends & { readonly lowMs: number; readonly highMs: number }) => string
  readonly duplicate: (fault: Ends & { readonly perMille: number }) => string
  readonly reorder: (fault: Ends & { readonly perMille: number; readonly byMs: number }) => string
  readonly bandwidth: (fault: { readonly bytesPerMs: number }) => string
  readonly order: (fault: { readonly isKept: boolean }) => string
  readonly crash: (fault: Named & { readonly disk: 'synced' | 'unsynced' | 'lost' }) => string
  readonly restart: (fault: Named) => string
  readonly pause: (fault: Named) => string
  readonly resume: (fault: Named) => string
  readonly skew: (fault: Named & { readonly byMs: number }) => string
  readonly drift: (fault: Named & { readonly perMillion: number }) => string
  readonly slow: (fault: Named & { readonly byMs: number }) => string
  readonly betray: (fault: Named & { readonly lies: readonly unknown[] }) => string
  readonly join: (fault: Named) => string
  readonly leave: (fault: Named) => string
}

interface Named {
  readonly node: string
}

interface Ends {
  readonly from: string | null
  readonly to: string | null
}

export interface StoryTexts {
  readonly title: string
  readonly nothingYet: string
  readonly starts: (node: string) => string
  readonly restarts: (node: string) => string
  readonly hears: (node: string, what: string, from: string) => string
  readonly wakes: (node: string, what: string) => string
  readonly isAsked: (node: string, what: string) => string
  readonly hasDone: (node: string, what: string) => string
  readonly learnsPeers: (node: string, count: number) => string
  readonly sends: (what: string, to: string) => string
  readonly everyone: string
  readonly saves: string
  readonly answers: (what: string) => string
  readonly refuses: (reason: string) => string
  readonly abandons: (reason: string) => string
  readonly works: (what: string) => string
  readonly announces: (what: string) => string
  readonly becomes: (node: string, role: string) => string
  readonly isOnDisk: (node: string) => string
  readonly isLost: (what: string, from: string, to: string) => string
  readonly lostWhy: Readonly<Record<'cut' | 'loss' | 'down' | 'gone' | 'dropped', string>>
  readonly wants: (client: string, what: string) => string
  readonly hasAnswer: (client: string, what: string, answer: string) => string
  readonly isRefused: (client: string, what: string, reason: string) => string
  readonly neverKnows: (client: string, what: string, reason: string) => string
  readonly meddled: Readonly<Record<'deliver' | 'drop' | 'duplicate' | 'delay' | 'corrupt', (what: string) => string>>
  readonly fault: FaultTexts
}
