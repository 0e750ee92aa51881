// One end of a path between two tabs, in a measurement: it answers questions from the moment it is open.

export interface Path {
  send(bytes: Uint8Array<ArrayBuffer>): Promise<void> | undefined
  hear(bytes: Uint8Array): void
}

const question = 1
const answer = 2
/** A message that wants no answer. */
export const plain = 3

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
