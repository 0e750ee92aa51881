// What the bench of rooms measures: a tab's paths to the other tabs of its place. Whoever is asked answers, from the
// moment a path is open.

/** Where the tabs of one measurement meet. */
export interface Place {
  readonly name: string
  readonly index: number
  readonly count: number
  readonly servers: Servers
}

/** On the loopback. */
export interface Servers {
  readonly peerjsPort: number
  readonly nostr: string
  readonly yWebrtc: string
  /** The address of a circuit relay of libp2p. */
  readonly circuit: string
}

export interface Path {
  send(bytes: Uint8Array<ArrayBuffer>): Promise<void> | undefined
  hear(bytes: Uint8Array): void
}

/** A path to each of the others. */
export interface Paths {
  readonly each: readonly Path[]
  /** Says the same on each. */
  toAll(bytes: Uint8Array<ArrayBuffer>): void
}

export type OpenPaths = (place: Place) => Promise<Paths>

const question = 1
const answer = 2
/** A message that wants no answer. */
const plain = 3

export const blockOf = (bytes: number): Uint8Array<ArrayBuffer> => new Uint8Array(bytes).fill(plain)

export function makePath(send: Path['send']): Path {
  const path: Path = { send, hear: bytes => reply(path, bytes) }
  return path
}

/** Sends a question of so many bytes; resolves when an answer as long has come. */
export function ask(path: Path, bytes: number): Promise<void> {
  return new Promise(resolve => {
    path.hear = heard => {
      if (heard[0] !== answer) return reply(path, heard)
      path.hear = again => reply(path, again)
      resolve()
    }
    void path.send(new Uint8Array(bytes).fill(question))
  })
}

function reply(path: Path, bytes: Uint8Array): void {
  if (bytes[0] === question) void path.send(new Uint8Array(bytes.length).fill(answer))
}

/** For those who have no word for everyone. */
export const onEach = (each: readonly Path[]): Paths => ({
  each,
  toAll: bytes => {
    for (const path of each) void path.send(bytes)
  },
})

export const othersIn = ({ index, count }: Place): number[] => [...Array(count).keys()].filter(other => other !== index)

/** What a data channel asks of who fills it: to wait while it holds a megabyte. */
export function sendOver(channel: RTCDataChannel, send = (bytes: Uint8Array<ArrayBuffer>) => channel.send(bytes)) {
  channel.bufferedAmountLowThreshold = 262_144
  return (bytes: Uint8Array<ArrayBuffer>): Promise<void> | undefined => {
    send(bytes)
    if (channel.bufferedAmount < 1_048_576) return
    return new Promise(resolve => channel.addEventListener('bufferedamountlow', () => resolve(), { once: true }))
  }
}

/** For what is told by no event, or told late. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(resolve => setTimeout(resolve, 2))
}
