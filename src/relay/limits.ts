// What one relay gives, for a class of sixty behind one address, each with a few tabs and a reload now and then.

export const relayLimits = {
  connectionsMax: 512,
  /** A whole school may share one address. */
  connectionsPerAddressMax: 384,
  /** Sixty laptops that wake up at once, twice over. */
  connectionsPerSecondMax: 60,
  connectionsAtOnceMax: 180,
  roomsMax: 256,
  membersPerRoomMax: 128,
  /** A tab may be in several rooms over one connection. */
  roomsPerConnectionMax: 8,
  /** Carried video lessons do not fit, carried labs and documents do: above this a sender is slowed, not cut. */
  bytesPerSecondMax: 16_777_216,
  bytesAtOnceMax: 33_554_432,
  messagesPerSecondMax: 4000,
  messagesAtOnceMax: 8000,
  /** A connection that has not joined a room by then is in the way. */
  joinWithinMs: 10_000,
  /** A member that does not read for so long is sent away, so that nobody waits for it. */
  slowReaderMs: 10_000,
  /** Asked this often whether it is alive: gone without a word is noticed within two of these. */
  pingEveryMs: 4000,
} as const

export type RelayLimits = { readonly [name in keyof typeof relayLimits]: number }
