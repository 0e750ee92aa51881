// Goal: documents that were really written come out as they were. Method: recorded edits are typed again, by one peer while
// another looks on, and by two peers of which each sees the other's edits exactly as late as it did then.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, it, vi } from 'vitest'
import type { Doc } from 'yjs'
import { frameMs } from '../../src/documents/outbox.ts'
import { documentsChannel } from '../../src/documents/switchboard.ts'
import { note } from '../../src/documents/words.ts'
import { parsed } from '../../src/swarm/frame.ts'
import type { RoomLink } from '../../src/swarm/room.ts'
import { roomFrame } from '../../src/swarm/room-frame.ts'
import { describeGroundTruth } from '../ground-truth.ts'
import { eventually } from '../swarm/eventually.ts'
import { bytesOf, Classroom, textOf } from './classroom.ts'

type Patch = readonly [at: number, deleted: number, inserted: string]

interface Trace {
  readonly kind?: 'concurrent'
  readonly startContent?: string
  readonly endContent: string
  readonly numAgents: number
  readonly txns: readonly {
    readonly agent: number
    readonly parents: readonly number[]
    readonly patches: readonly Patch[]
  }[]
}

const editsPerTurn = 2000

describeGroundTruth('recorded edits', 'editing-traces', path => {
  const traces = readdirSync(path)
    .filter(name => name.endsWith('.json.gz'))
    .map(name => ({ name, trace: JSON.parse(gunzipSync(readFileSync(join(path, name))).toString()) as Trace }))

  for (const { name, trace } of traces.filter(({ trace }) => trace.kind !== 'concurrent')) {
    it(`${name} comes out as it was written, here and at a peer`, { timeout: 120_000 }, async () => {
      const classroom = new Classroom()
      const [ann, bob] = [classroom.sit('ann'), classroom.sit('bob')]
      await eventually(() => bob.document.status.sync).toBe('synced')
      const typist = new Typist(ann.document.doc)
      typist.type([0, 0, trace.startContent ?? ''])
      const patches = trace.txns.flatMap(({ patches }) => patches)
      for (let at = 0; at < patches.length; at += editsPerTurn) {
        for (const patch of patches.slice(at, at + editsPerTurn)) typist.type(patch)
        await new Promise(resolve => setTimeout(resolve))
      }
      await eventually(() => textOf(bob) === trace.endContent, { timeout: 60_000 }).toBe(true)
      expect(textOf(ann) === trace.endContent).toBe(true)
      expect(bytesOf(bob.document.doc)).toBe(bytesOf(ann.document.doc))
    })
  }

  for (const { name, trace } of traces.filter(({ trace }) => trace.kind === 'concurrent')) {
    it(`${name} comes out as its ${trace.numAgents} writers left it, each seeing the others as late as then`, {
      timeout: 120_000,
    }, async () => {
      vi.useFakeTimers()
      const mail = new Mail()
      const classroom = new Classroom(link => mail.carry(link))
      const seats = Array.from({ length: trace.numAgents }, (_, agent) => classroom.sit(`${agent}`))
      await vi.advanceTimersByTimeAsync(2000)
      mail.isHeld = true
      // Some of the edits were made at one place at once, and there the first writer's stands before: yjs lets the lower win.
      for (const [agent, { document }] of seats.entries()) document.doc.clientID = agent + 1
      const typists = seats.map(({ document }) => new Typist(document.doc))
      const known = knownBefore(trace)
      for (const [index, { agent, patches }] of trace.txns.entries()) {
        mail.deliver(`${agent}`, known[index]!)
        await vi.advanceTimersByTimeAsync(0)
        mail.writing = index
        seats[agent]!.document.doc.transact(() => {
          for (const patch of patches) typists[agent]!.type(patch)
        })
        await vi.advanceTimersByTimeAsync(frameMs)
      }
      mail.isHeld = false
      for (const { room } of seats)
        mail.deliver(
          room.self,
          seats.map(() => trace.txns.length),
        )
      await vi.advanceTimersByTimeAsync(5000)
      expect(seats.map(seat => textOf(seat) === trace.endContent)).toEqual(seats.map(() => true))
      expect(new Set(seats.map(({ document }) => bytesOf(document.doc))).size).toBe(1)
    })
  }
})

/** Types patches whose places are counted in code points into a text whose places are counted as JavaScript does. */
class Typist {
  readonly #doc: Doc
  #hasPairs = false

  constructor(doc: Doc) {
    this.#doc = doc
  }

  type([at, deleted, inserted]: Patch): void {
    const text = this.#doc.getText('text')
    const points = this.#hasPairs ? [...text.toString()] : null
    const length = (from: number, to: number) => points?.slice(from, to).join('').length ?? to - from
    const start = length(0, at)
    if (deleted > 0) text.delete(start, length(at, at + deleted))
    if (inserted !== '') text.insert(start, inserted)
    this.#hasPairs ||= /[\ud800-\udbff]/.test(inserted)
  }
}

/** Of each transaction, all that came before it. The writers' own are in order, so of each writer the last one says it all. */
function knownBefore({ txns, numAgents }: Trace): readonly (readonly number[])[] {
  const lastOf: number[][] = []
  return txns.map(({ parents, agent }, index) => {
    const last = Array.from({ length: numAgents }, (_, of) =>
      Math.max(-1, ...parents.map(parent => lastOf[parent]![of]!)),
    )
    lastOf.push(last.with(agent, index))
    return last
  })
}

/** Holds every edit until its reader is to see it; meanwhile whoever asks for what is missing is not heard. */
class Mail {
  isHeld = false
  /** The transaction whose edits are being sent. */
  writing = 0
  readonly #waiting = new Map<
    string,
    { readonly written: number; readonly agent: number; readonly send: () => void }[]
  >()

  carry(link: RoomLink): RoomLink {
    return {
      ...link,
      send: (to, bytes) => {
        const frame = parsed(roomFrame, bytes, 'room')
        const isSaid = frame?.type === 'note' || frame?.type === 'announce'
        if (!this.isHeld || !isSaid || frame.channel !== documentsChannel) return link.send(to, bytes)
        const word = parsed(note, frame.bytes, 'note')?.word
        if (word?.type !== 'sync') return link.send(to, bytes)
        if (word.step !== 'update') return
        const waiting = this.#waiting.get(to) ?? []
        waiting.push({ written: this.writing, agent: Number(link.self), send: () => link.send(to, bytes) })
        this.#waiting.set(to, waiting)
      },
    }
  }

  /** Up to the given transaction of each writer. */
  deliver(to: string, upTo: readonly number[]): void {
    const waiting = this.#waiting.get(to) ?? []
    const isDue = ({ written, agent }: { written: number; agent: number }) => written <= upTo[agent]!
    for (const { send } of waiting.filter(isDue)) send()
    this.#waiting.set(
      to,
      waiting.filter(held => !isDue(held)),
    )
  }
}
