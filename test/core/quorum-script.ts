// Reads etcd's quorum scripts: a command such as `vote cfg=(1,2) cfgj=(2,3) votes=(y,n,_)`, four dashes, what must come out.

import type { PeerId } from '../../src/core/ids.ts'
import type { JointQuorum } from '../../src/core/quorum.ts'

export interface QuorumCase {
  readonly name: string
  readonly quorum: JointQuorum
  /** The script named a second half, be it an empty one. */
  readonly isJoint: boolean
  readonly indexes: ReadonlyMap<PeerId, number>
  /** Null when the case asks for the committed index. */
  readonly votes: ReadonlyMap<PeerId, boolean> | null
  /** In our words: a vote result, or the index as text. */
  readonly expected: string
}

export function parseQuorumScript(file: string, text: string): QuorumCase[] {
  return [...text.matchAll(/^((?:committed|vote)\b.*)\n----\n((?:.+\n?)+)/gm)].map(([, command, block]) =>
    parseCase(`${file}: ${command}`, command!, block!.trimEnd().split('\n').at(-1)!),
  )
}

function parseCase(name: string, command: string, lastLine: string): QuorumCase {
  const incoming = listOf(command, 'cfg') as PeerId[]
  const outgoing = listOf(command, 'cfgj') as PeerId[]
  // Answers stand in the order in which the voters are first named; an underscore is a voter not heard yet.
  const voters = [...new Set([...incoming, ...outgoing])]
  const answers = <Answer>(field: string, read: (word: string) => Answer): Map<PeerId, Answer> =>
    new Map(listOf(command, field).flatMap((word, at) => (word === '_' ? [] : [[voters[at]!, read(word)] as const])))
  return {
    name,
    quorum: { incoming, outgoing },
    isJoint: command.includes('cfgj='),
    indexes: answers('idx', Number),
    votes: command.startsWith('vote') ? answers('votes', word => word === 'y') : null,
    expected: inOurWords(lastLine),
  }
}

function listOf(command: string, field: string): string[] {
  const list = command.match(new RegExp(`\\b${field}=\\(([^)]*)\\)`))?.[1] ?? ''
  return list
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '')
}

function inOurWords(lastLine: string): string {
  if (lastLine.endsWith('∞')) return 'Infinity'
  return lastLine.replace(/^Vote/, '').toLowerCase()
}
