// What a checker may conclude. It never guesses: where the search ran out, or the history does not tell enough, it says so.

export type Verdict<Evidence> =
  | { readonly is: 'holds' }
  | { readonly is: 'broken'; readonly evidence: Evidence; readonly explanation: string }
  | { readonly is: 'unknown'; readonly why: string }

export const holds = { is: 'holds' } as const

export const unknown = (why: string): { readonly is: 'unknown'; readonly why: string } => ({ is: 'unknown', why })
