// What just happened, in words: a sentence for what a node heard, one for each event that it announced, and what it did.

import { unreachable } from '../../core/assert.ts'
import type { Effect, Input } from '../../core/protocol.ts'
import type { Fault } from '../../faults/fault.ts'
import { filled, type LabWords } from '../../lab/words.ts'
import type { StoryTexts } from '../../locales/story/texts.ts'
import type { Happening, Operation, StepHappening } from '../../trace/happening.ts'
import { said, shown } from '../../trace/words.ts'

export interface Teller {
  readonly texts: StoryTexts
  readonly words: LabWords
  /** How many members there are: who tells all others tells everyone. */
  readonly membersCount: number
}

/** The sentences of one happening, the most telling first. */
export function captionOf(happening: Happening, teller: Teller): readonly string[] {
  const { texts } = teller
  switch (happening.kind) {
    case 'step':
      return stepCaption(happening, teller)
    case 'synced':
      return [texts.isOnDisk(happening.node)]
    case 'fault':
      return [faultCaption(happening.fault, texts)]
    case 'meddled':
      return [texts.meddled[happening.verb](said(happening.what))]
    case 'lost': {
      const { message, from, to, why } = happening
      return [texts.isLost(said(message), from, to), texts.lostWhy[why]]
    }
    case 'begun':
      return [texts.wants(happening.client, wish(happening.operation))]
    case 'ended': {
      const { client, operation, outcome } = happening
      const what = wish(operation)
      if (outcome.is === 'answered') return [texts.hasAnswer(client, what, shown(outcome.answer))]
      if (outcome.is === 'refused') return [texts.isRefused(client, what, outcome.reason)]
      return [texts.neverKnows(client, what, outcome.reason)]
    }
    default:
      return unreachable(happening)
  }
}

export function faultCaption(fault: Fault, texts: StoryTexts): string {
  if (fault.type === 'partition') return texts.fault.partition({ groups: fault.groups.map(group => group.join(', ')) })
  const tell = texts.fault[fault.type] as (fault: Fault) => string
  return tell(fault)
}

function stepCaption({ node, input, effects }: StepHappening<any>, teller: Teller): readonly string[] {
  const { texts, words } = teller
  const events = effects.flatMap(effect => (effect.kind === 'announce' ? [effect.event] : []))
  const announced = events.map(event => {
    const template = words.events[event.type]
    return template === undefined ? texts.announces(said(event)) : filled(template, { ...event, node })
  })
  return [...announced, heard(node, input, texts), ...done(effects, teller)]
}

function heard(node: string, input: Input<any>, texts: StoryTexts): string {
  switch (input.kind) {
    case 'start':
      return input.durable === undefined ? texts.starts(node) : texts.restarts(node)
    case 'message':
      return texts.hears(node, said(input.message), input.from)
    case 'timer':
      return texts.wakes(node, said(input.timer))
    case 'request':
      return texts.isAsked(node, said(input.request))
    case 'done':
      return texts.hasDone(node, said(input.job))
    case 'peers':
      return texts.learnsPeers(node, input.peers.length)
    default:
      return unreachable(input)
  }
}

function done(effects: readonly Effect<any>[], { texts, membersCount }: Teller): readonly string[] {
  const sentences: string[] = effects.some(effect => effect.kind === 'save') ? [texts.saves] : []
  const told = new Map<string, string[]>()
  for (const effect of effects) {
    if (effect.kind === 'send') {
      const what = said(effect.message)
      told.set(what, [...(told.get(what) ?? []), effect.to])
    } else if (effect.kind === 'answer') sentences.push(texts.answers(shown(effect.answer)))
    else if (effect.kind === 'refuse') sentences.push(texts.refuses(effect.reason))
    else if (effect.kind === 'abandon') sentences.push(texts.abandons(effect.reason))
    else if (effect.kind === 'work') sentences.push(texts.works(said(effect.job)))
  }
  for (const [what, to] of told) {
    const isAll = to.length > 1 && to.length === membersCount - 1
    sentences.push(texts.sends(what, isAll ? texts.everyone : to.join(', ')))
  }
  return sentences
}

const wish = ({ f, key, value }: Operation): string =>
  [f, ...(key === undefined ? [] : [key]), ...(value == null ? [] : [shown(value)])].join(' ')
