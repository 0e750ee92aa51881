// What a client may conclude: it happened, it did not and never will, or nobody can say.

export type Outcome<Answer = unknown> =
  | { readonly is: 'answered'; readonly answer: Answer }
  /** Definite: nothing happened, and nothing will. */
  | { readonly is: 'refused'; readonly reason: string }
  /** The node crashed, the time ran out: the request may have taken effect, may yet, or never will. */
  | { readonly is: 'unknown'; readonly reason: string }

export const answered = <Answer>(answer: Answer): Outcome<Answer> => ({ is: 'answered', answer })
export const refused = (reason: string): Outcome<never> => ({ is: 'refused', reason })
export const unknown = (reason: string): Outcome<never> => ({ is: 'unknown', reason })
