// What a lab says about the peers that it runs on.

export interface GroundTexts {
  readonly title: string
  /** Before anyone joined: what will happen, and what others will learn. */
  readonly invitation: string
  readonly opening: string
  readonly here: (participants: number) => string
  readonly you: string
  readonly unnamed: string
  /** Nobody's page has it. */
  readonly away: string
  readonly watching: string
  readonly hosts: string
  readonly room: string
  readonly follow: string
  /** To the live run, from whatever the lab shows. */
  readonly show: string
  readonly anew: string
  readonly anewHow: string
  readonly isFull: string
  readonly over: string
  readonly wrong: string
}
