// What is said to a reader who is the network.

export interface HandTexts {
  readonly title: string
  readonly invitation: string
  readonly hold: string
  readonly letGo: string
  readonly letGoSays: string
  readonly waiting: (count: number) => string
  readonly silence: string
  readonly goOn: string
  readonly of: string
  readonly everyone: string
  readonly deliver: string
  readonly drop: string
  readonly twice: string
  readonly deliverAll: (count: number) => string
  readonly dropAll: (count: number) => string
  readonly andMore: (count: number) => string
  readonly keys: string
  readonly said: (what: string, from: string, to: string) => string
  readonly lost: string
  readonly tooLate: string
  readonly closed: string
  readonly safe: string
  readonly unsafe: (id: string, says: string) => string
  readonly unknown: string
  readonly tally: Readonly<
    Record<'sent' | 'delivered' | 'dropped' | 'doubled' | 'changed' | 'crashed' | 'answered' | 'perOperation', string>
  >
}
