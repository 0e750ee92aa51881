// `tabswarm check`: judges recorded histories by a model and a consistency.

import { getHeapStatistics } from 'node:v8'
import { placesMax } from '../checkers/allowance.ts'
import { causal } from '../checkers/causal.ts'
import { linearizable } from '../checkers/linearizable.ts'
import type { Model } from '../checkers/model.ts'
import { models } from '../checkers/models.ts'
import { sequential } from '../checkers/sequential.ts'
import type { Stuck } from '../checkers/stuck.ts'
import { type Anomalies, type Isolation, isolations, transactions } from '../checkers/transactions.ts'
import type { Verdict } from '../checkers/verdict.ts'
import type { History } from '../trace/history.ts'
import { MalformedHistory } from '../trace/history-malformed.ts'
import { parseHistory } from '../trace/history-text.ts'
import type { Command, ExitCode } from './command.ts'
import { readFile } from './files.ts'
import { BadArgument } from './order.ts'
import { progressOf } from './progress.ts'

type Judgement = Verdict<unknown>
type Judge = (history: History, model: Model, limits: Limits) => Judgement

/** Of an object; the first is asked for where none is named. */
const consistencies: ReadonlyMap<string, Judge> = new Map<string, Judge>([
  ['linearizable', linearizable],
  ['sequential', sequential],
  ['causal', causal],
])

/** Transactions on lists have consistencies of their own. */
const listAppend = 'list-append'
const strictest: Isolation = 'strict-serializable'
const modelNames = [...models.keys(), listAppend]
const consistencyNames = [...consistencies.keys(), ...isolations]

const timeLimitMs = 60_000

/** A place of a search takes some two hundred bytes, and rarely twice as much. */
const bytesPerPlace = 400

/** No more than a third of what is free: Node counts its nursery as free, and tables are there twice while they grow. */
function placesHere(): number {
  const { heap_size_limit, used_heap_size } = getHeapStatistics()
  return Math.min(placesMax, Math.floor((heap_size_limit - used_heap_size) / 3 / bytesPerPlace))
}

interface Limits {
  expired(): boolean
  readonly placesMax: number
}

export const check: Command = {
  name: 'check',
  says: 'Judges recorded histories: JSON Lines, or EDN as Jepsen writes it.',
  words: 'FILE...',
  options: {
    model: { takes: 'M', says: `What the history is of, where it does not say: ${modelNames.join(', ')}.` },
    consistency: {
      takes: 'C',
      says: `${[...consistencies.keys()].join(', ')}; the first, if none is named. Of ${listAppend}: ${isolations.join(', ')}; the last.`,
    },
    'time-limit': { takes: 'TIME', says: 'For each file: 60s, 500ms, 2m. What is undecided then is unknown.' },
  },

  async run(order, io): Promise<ExitCode> {
    if (order.words.length === 0) throw new BadArgument('FILE', 'expected at least one, got nothing')
    const modelName = order.choice('model', modelNames)
    const consistency = order.choice('consistency', consistencyNames)
    const limitMs = order.duration('time-limit') ?? timeLimitMs
    const progress = progressOf(order, io, order.words.length, 'files')
    const judged = order.words.map((file, index) => {
      progress(index)
      const judged = judge(file, modelName, consistency, limitMs)
      if (!order.has('json')) io.out(told(file, judged))
      return { file, ...judged }
    })
    progress()
    if (order.has('json')) io.out(JSON.stringify(judged))
    const found = new Set(judged.map(verdict => verdict.is))
    return found.has('broken') ? 1 : found.has('unknown') ? 3 : 0
  },
}

function judge(
  file: string,
  modelName: string | null,
  consistencyName: string | null,
  limitMs: number,
): Judgement & { readonly consistency: string } {
  const text = readFile('FILE', file)
  const deadlineMs = performance.now() + limitMs
  try {
    const history = parseHistory(text)
    const name = modelName ?? history.model
    if (name === null) throw new BadArgument('--model', `expected one of ${modelNames.join(', ')}: ${file} names none`)
    const { consistency, by } = judgeOf(name, consistencyName, file)
    return { consistency, ...by(history, { expired: () => performance.now() > deadlineMs, placesMax: placesHere() }) }
  } catch (error) {
    if (error instanceof MalformedHistory) throw new BadArgument(`FILE ${file}`, error.message)
    throw error
  }
}

function judgeOf(
  modelName: string,
  consistencyName: string | null,
  file: string,
): { readonly consistency: string; by(history: History, limits: Limits): Judgement } {
  const wrong = (expected: Iterable<string>) =>
    new BadArgument(
      '--consistency',
      `expected ${[...expected].join(' or ')} for ${modelName}, got '${consistencyName}'`,
    )
  if (modelName === listAppend) {
    const isolation = consistencyName === null ? strictest : isolations.find(name => name === consistencyName)
    if (isolation === undefined) throw wrong(isolations)
    return { consistency: isolation, by: (history, { expired }) => transactions(history, { isolation, expired }) }
  }
  const model = models.get(modelName)
  if (model === undefined) throw new BadArgument(`FILE ${file}`, `no such model: '${modelName}'; --model names another`)
  const consistency = consistencyName ?? [...consistencies.keys()][0]!
  const judge = consistencies.get(consistency)
  if (judge === undefined) throw wrong(consistencies.keys())
  return { consistency, by: (history, limits) => judge(history, model, limits) }
}

function told(file: string, verdict: Judgement): string {
  switch (verdict.is) {
    case 'holds':
      return `${file}: holds`
    case 'unknown':
      return `${file}: unknown, ${verdict.why}`
    case 'broken':
      return `${file}: broken, ${verdict.explanation}${prefixOf(verdict.evidence)}${othersOf(verdict.evidence)}`
  }
}

/** The end of the way that could be explained, where the evidence is such a way. */
function prefixOf(evidence: unknown): string {
  const { prefix } = evidence as Partial<Stuck>
  if (prefix === undefined) return ''
  const last = prefix.slice(-shownMax).map(({ process, f, value, ending, invoked }) => {
    const answer = ending.is === 'ok' ? ` -> ${JSON.stringify(ending.value)}` : ''
    return `\n  line ${invoked.line}: process ${process} ${f} ${JSON.stringify(value)}${answer}`
  })
  return `\n  the longest order found has ${prefix.length} operations, and ends with:${last.join('')}`
}

/** What else is wrong, where the evidence is a list. */
function othersOf(evidence: unknown): string {
  const { anomalies = [] } = evidence as Partial<Anomalies>
  return anomalies
    .slice(1, shownMax)
    .map(({ name, explanation }) => `\n  ${name}: ${explanation}`)
    .join('')
}

const shownMax = 5
