// All that an element says, as one type: a language that lacks a sentence does not compile.

/** A step of the ladder, or the way that a peer is connected by. */
export type Step = 'tabs' | 'relay' | 'invitation' | 'direct'

/** What an element can say of an invitation that leads nowhere. */
export type HandTrouble =
  | 'garbled'
  | 'forged'
  | 'expired'
  | 'used'
  | 'otherRoom'
  | 'own'
  | 'notAsked'
  | 'tooMany'
  | 'noWay'
  | 'other'

/** What stands in the direct way. */
export type DirectTrouble = 'noCandidates' | 'unreachable' | 'late' | 'declined' | 'forged' | 'other'

export interface Texts {
  readonly room: string
  readonly yourName: string
  readonly password: string
  readonly passwordHint: string
  readonly join: string
  readonly joining: string
  readonly leave: string
  readonly couldNotJoin: string
  readonly here: (others: number) => string
  readonly you: string
  readonly nobody: string
  readonly unnamed: string
  readonly peers: string
  readonly howConnected: string
  readonly step: Readonly<Record<Step, string>>
  /** How a peer is reached; `others` pass on what is said to everyone. */
  readonly way: Readonly<Record<Step | 'others', string>>
  readonly tabsReach: string
  readonly noRelay: string
  readonly relayJoined: string
  readonly relaySought: string
  readonly directTo: (count: number) => string
  readonly directWaits: string
  readonly directTrouble: Readonly<Record<DirectTrouble, string>>
  readonly handReach: string
  readonly handMet: string
  readonly measuring: string
  readonly roundTrip: (ms: string) => string
  readonly invite: string
  readonly copy: string
  readonly copied: string
  readonly inviteCode: string
  readonly localInvite: string
  readonly byHand: string
  readonly byHandHow: string
  readonly makeInvitation: string
  readonly handOver: string
  readonly handBack: string
  readonly invitation: string
  readonly answer: string
  readonly copyText: string
  readonly share: string
  readonly handed: string
  readonly accept: string
  readonly connecting: string
  readonly connected: string
  readonly close: string
  readonly handTrouble: Readonly<Record<HandTrouble, string>>
  readonly badRelays: (value: string) => string
  readonly say: string
  readonly send: string
  readonly said: string
  readonly arrived: (name: string) => string
  readonly gone: (name: string) => string
}
