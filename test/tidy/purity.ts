// What must not be said in a pure room, where the same seed has to give the same run on every engine and every day.

import { codeOf, isTypeScript } from './code.ts'
import { roomOf } from './rooms.ts'
import type { SourceFile, TidyRule } from './tree.ts'

interface Ban {
  readonly words: RegExp
  readonly reason: string
}

/** Engines agree on these to the last bit; the rest of Math they only approximate. */
const exactMath = 'abs|ceil|clz32|floor|fround|imul|max|min|round|sign|sqrt|trunc|random|[A-Z]\\w*'

const bans: readonly Ban[] = [
  { words: /\bDate\s*[.(]|\bnew\s+Date\b|\bperformance\b/g, reason: 'time is an input' },
  { words: /\bset(Timeout|Interval|Immediate)\b|\bqueueMicrotask\b/g, reason: 'a timer is an effect' },
  { words: /\bMath\s*\.\s*random\b/g, reason: 'chance is drawn from the seed' },
  { words: new RegExp(`\\bMath\\s*\\.\\s*(?!(?:${exactMath})\\b)\\w+`, 'g'), reason: 'engines differ in the last bit' },
  {
    words: /(?<!\b\d+n?\s*)\*\*|\*\*(?!\s*\d)/g,
    reason: 'engines differ in the last bit, unless both sides are digits',
  },
  { words: /\basync\b|\bawait\b/g, reason: 'a step is over when it returns' },
  { words: /\blocaleCompare\b|\btoLocale\w+|\bIntl\b/g, reason: 'sorting and words differ from place to place' },
  { words: /\bWeakRef\b|\bFinalizationRegistry\b/g, reason: 'what the garbage collector does is chance' },
  { words: /\bglobalThis\b/g, reason: 'it leads out of the room' },
]

export const purity: TidyRule = {
  sentence: 'a pure room knows no clock, no chance, no place, and no arithmetic that engines disagree on',
  violations: files => files.filter(isPure).flatMap(impurities),
}

const isPure = (file: SourceFile): boolean => isTypeScript(file) && roomOf(file.path)?.isPure === true

function impurities(file: SourceFile): string[] {
  const { bare } = codeOf(file)
  return bans.flatMap(({ words, reason }) =>
    [...bare.matchAll(words)].map(({ 0: found, index }) => `${file.path}:${lineOf(bare, index)} ${found}: ${reason}`),
  )
}

const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length
