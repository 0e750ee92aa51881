// Recorded editing of real texts, and the replaying of it by replicas that edit apart and tell each other what they did.

import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { type Insertion, LongSequence, type Span } from '../../../src/core/crdt/long-sequence.ts'

/** At this place, so many letters are cut, and this is written. Places are code points. */
type Patch = readonly [place: number, cut: number, text: string]

interface Transaction {
  readonly patches: readonly Patch[]
  /** What was known: these transactions and all that they knew. Left out where one edited alone. */
  readonly parents?: readonly number[]
  readonly agent?: number
}

export interface EditingTrace {
  readonly startContent?: string
  readonly endContent: string
  readonly txns: readonly Transaction[]
}

export const readTrace = (path: string): EditingTrace =>
  JSON.parse(gunzipSync(readFileSync(path)).toString()) as EditingTrace

type Edit = Insertion | readonly Span[]

/** How many transactions of each agent are known. */
type Known = readonly number[]

class Writer {
  readonly text = new LongSequence()
  readonly known: number[]
  /** All that was written before this, in the order of the trace, is known. */
  heard = 0
  #latest = 0

  constructor(agents: number, start: string) {
    this.known = Array.from({ length: agents }, () => 0)
    this.text.integrate({ first: { actor: 'start', count: 1 }, after: null, text: start })
    this.#latest = Array.from(start).length
  }

  /** Takes in what others wrote while this one was parted from them. */
  hear(agent: number, edits: readonly Edit[], latest: number): void {
    for (const edit of edits) {
      if ('text' in edit) this.text.integrate(edit)
      else this.text.erase(edit)
    }
    this.known[agent]!++
    this.#latest = Math.max(this.#latest, latest)
  }

  write(agent: number, patches: readonly Patch[]): { readonly edits: readonly Edit[]; readonly latest: number } {
    const edits: Edit[] = []
    for (const [place, cut, text] of patches) {
      if (cut > 0) edits.push(this.text.cut(place, cut))
      if (text === '') continue
      edits.push(this.text.insert(place, text, { actor: `agent ${agent}`, count: this.#latest + 1 }))
      this.#latest += Array.from(text).length
    }
    this.known[agent]!++
    return { edits, latest: this.#latest }
  }
}

/** Each agent writes on a replica of its own that knows exactly what the agent knew. Returns all replicas, told of all. */
export function replay({ txns, startContent = '' }: EditingTrace): readonly LongSequence[] {
  const agents = txns.reduce((agents, { agent = 0 }) => Math.max(agents, agent + 1), 1)
  const writers = Array.from({ length: agents }, () => new Writer(agents, startContent))
  const written: ReturnType<Writer['write']>[][] = Array.from({ length: agents }, () => [])
  const order: { readonly agent: number; readonly serial: number }[] = []
  const knownAfter: Known[] = []

  function inform(writer: Writer, known: Known): void {
    let isUnbroken = true
    for (let place = writer.heard; place < order.length; place++) {
      const { agent, serial } = order[place]!
      if (serial >= writer.known[agent]! && serial < known[agent]!) {
        const { edits, latest } = written[agent]![serial]!
        writer.hear(agent, edits, latest)
      }
      isUnbroken &&= serial < writer.known[agent]!
      if (isUnbroken) writer.heard = place + 1
    }
  }

  for (const [index, { agent = 0, parents = index === 0 ? [] : [index - 1], patches }] of txns.entries()) {
    const writer = writers[agent]!
    const known = parents.map(parent => knownAfter[parent]!).reduce(most, writer.known)
    if (known.some((count, other) => count > writer.known[other]!)) inform(writer, known)
    order.push({ agent, serial: written[agent]!.length })
    written[agent]!.push(writer.write(agent, patches))
    knownAfter.push([...writer.known])
  }
  const all = written.map(({ length }) => length)
  for (const writer of writers) inform(writer, all)
  return writers.map(({ text }) => text)
}

const most = (left: Known, right: Known): Known => left.map((count, agent) => Math.max(count, right[agent]!))
