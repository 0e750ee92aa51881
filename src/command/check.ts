// `tabswarm check`: judges recorded histories by a model and a consistency.

import { causal } from '../checkers/causal.ts'
import { linearizable } from '../checkers/linearizable.ts'
import type { Model } from '../checkers/model.ts'
import { models } from '../checkers/models.ts'
import { sequential } from '../checkers/sequential.ts'
import type { Stuck } from '../checkers/stuck.ts'
import type { Verdict } from '../checkers/verdict.ts'
import type { History } from '../trace/history.ts'
import { MalformedHistory } from '../trace/history-malformed.ts'
import { parseHistory } from '../trace/history-text.ts'
import type { Command, ExitCode } from './command.ts'
import { readFile } from './files.ts'
import { BadArgument } from './order.ts'
import { progressOf } from './progress.ts'

type Judgement = Verdict<unknown>

const consistencies = {
  linearizable,
  sequential,
  causal: (history: History, model: Model): Judgement => causal(history, model),
} as const satisfies Record<string, (history: History, model: Model, options: { expired(): boolean }) => Judgement>

const timeLimitMs = 60_000

export const check: Command = {
  name: 'check',
  says: 'Judges recorded histories: JSON Lines, or EDN as Jepsen writes it.',
  words: 'FILE...',
  options: {
    model: { takes: 'M', says: `What the history is of, where it does not say: ${[...models.keys()].join(', ')}.` },
    consistency: { takes: 'C', says: `${Object.keys(consistencies).join(', ')}; the first, if none is named.` },
    'time-limit': { takes: 'TIME', says: 'For each file: 60s, 500ms, 2m. What is undecided then is unknown.' },
  },

  async run(order, io): Promise<ExitCode> {
    if (order.words.length === 0) throw new BadArgument('FILE', 'expected at least one, got nothing')
    const modelName = order.choice('model', [...models.keys()])
    const consistency = order.choice('consistency', keysOf(consistencies)) ?? 'linearizable'
    const limitMs = order.duration('time-limit') ?? timeLimitMs
    const progress = progressOf(order, io, order.words.length, 'files')
    const judged = order.words.map((file, index) => {
      progress(index)
      const verdict = judge(file, modelName, consistency, limitMs)
      if (!order.has('json')) io.out(told(file, verdict))
      return { file, consistency, ...verdict }
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
  consistency: keyof typeof consistencies,
  limitMs: number,
): Judgement {
  const text = readFile('FILE', file)
  const deadlineMs = performance.now() + limitMs
  try {
    const history = parseHistory(text)
    const name = modelName ?? history.model
    if (name === null)
      throw new BadArgument('--model', `expected one of ${[...models.keys()].join(', ')}: ${file} names none`)
    const model = models.get(name)
    if (model === undefined) throw new BadArgument(`FILE ${file}`, `no such model: '${name}'; --model names another`)
    return consistencies[consistency](history, model, { expired: () => performance.now() > deadlineMs })
  } catch (error) {
    if (error instanceof MalformedHistory) throw new BadArgument(`FILE ${file}`, error.message)
    throw error
  }
}

function told(file: string, verdict: Judgement): string {
  switch (verdict.is) {
    case 'holds':
      return `${file}: holds`
    case 'unknown':
      return `${file}: unknown, ${verdict.why}`
    case 'broken':
      return `${file}: broken, ${verdict.explanation}${prefixOf(verdict.evidence)}`
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

const shownMax = 5

const keysOf = <T extends object>(record: T): readonly (keyof T & string)[] =>
  Object.keys(record) as (keyof T & string)[]
