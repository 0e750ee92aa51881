// A trace as a text that a person can read in review: when, who, what was heard, what was done, and why.
//
//   #4      0.002  n2  hears ping(serial: 1) from n1 (#0); sends pong(serial: 1) to n1

import { unreachable } from '../core/assert.ts'
import type { Outcome } from '../core/outcome.ts'
import type { Effect, Input, Protocol } from '../core/protocol.ts'
import type { Happening, Operation, StepHappening } from './happening.ts'
import { Replayer } from './replay.ts'
import type { TraceHeader } from './trace.ts'
import { roleOf, said, shown } from './words.ts'

/** Tells a run line by line. Given the protocol, it plays along and says when a node changes its role. */
export class Storyteller {
  readonly #replayer: Replayer<any, any> | null
  readonly #roles = new Map<string, string | null>()

  constructor(header: TraceHeader, protocol: Protocol<any, any> | null) {
    this.#replayer = protocol === null ? null : new Replayer(protocol, header)
  }

  /** To be given every happening, in order. */
  tell(happening: Happening): string {
    this.#replayer?.hear(happening)
    const { index, atMs } = happening
    const place = `#${index}`.padEnd(7)
    return `${place}${atMs.toFixed(3).padStart(10)}  ${sentence(happening)}${this.#becoming(happening)}`
  }

  #becoming(happening: Happening): string {
    if (this.#replayer === null || happening.kind !== 'step') return ''
    const { node } = happening
    const role = roleOf(this.#replayer.node(node))
    const before = this.#roles.get(node) ?? null
    this.#roles.set(node, role)
    return role === null || role === before ? '' : `; ${before === null ? 'is' : 'becomes'} ${role}`
  }
}

/** What a run is, in one line: `raft, 5 nodes, seed 7, scenario split-vote, mutant votesTwice, in a storm`. */
export function titleOf({ protocol, nodes, seed, scenario, mutant, storm, faults, ground }: TraceHeader): string {
  const parts = [protocol, `${nodes.length} nodes`, `seed ${seed}`, `scenario ${scenario}`]
  if (mutant !== null) parts.push(`mutant ${mutant}`)
  if (storm !== null) parts.push('in a storm')
  if (faults.length > 0)
    parts.push(`${faults.length} ${faults.length === 1 ? 'fault' : 'faults'} beside the scenario's`)
  if (ground !== 'simulated') parts.push(`on ${ground}`)
  return parts.join(', ')
}

/** One happening without its time. */
export function sentence(happening: Happening): string {
  switch (happening.kind) {
    case 'step':
      return `${happening.node}  ${heard(happening)}${done(happening.effects)}`
    case 'synced':
      return `${happening.node}  has on disk what it saved${because(happening.cause)}, and does what waited for it`
    case 'fault':
      return `--  ${said(happening.fault)}`
    case 'lost': {
      const { from, to, message, why, cause } = happening
      return `--  ${said(message)} from ${from} to ${to} is lost: ${why}${because(cause)}`
    }
    case 'meddled': {
      const { verb, what, from, node } = happening
      return `--  somebody ${doings[verb]} ${said(what)}${from === null ? ` of ${node}` : ` from ${from} to ${node}`}`
    }
    case 'begun':
      return `${happening.client}  wants ${shownOperation(happening.operation)}`
    case 'ended': {
      const { client, operation, outcome, cause } = happening
      return `${client}  ${learned(outcome)} of ${shownOperation(operation)}${because(cause)}`
    }
    default:
      return unreachable(happening)
  }
}

const doings = {
  deliver: 'hurries',
  drop: 'drops',
  duplicate: 'doubles',
  delay: 'holds back',
  corrupt: 'changes',
} as const

function heard({ input, cause }: StepHappening<any>): string {
  return `${heardOf(input)}${because(cause)}`
}

function heardOf(input: Input<any>): string {
  switch (input.kind) {
    case 'start':
      return input.durable === undefined ? 'starts' : `starts with ${shown(input.durable)}`
    case 'message':
      return `hears ${said(input.message)} from ${input.from}`
    case 'timer':
      return `is woken by ${said(input.timer)}`
    case 'request':
      return `is asked ${said(input.request)}, ticket ${input.ticket}`
    case 'done':
      return `has done ${said(input.job)}: ${shown(input.result)}`
    case 'peers':
      return `learns that the others are ${shown(input.peers)}`
    default:
      return unreachable(input)
  }
}

/** The same message to several peers is said once. */
function done(effects: readonly Effect<any>[]): string {
  const sentences: string[] = []
  for (let place = 0; place < effects.length; place++) {
    const effect = effects[place]!
    if (effect.kind !== 'send') {
      sentences.push(doneOnce(effect))
      continue
    }
    const what = said(effect.message)
    const to = [effect.to]
    for (let next = effects[place + 1]; next?.kind === 'send' && said(next.message) === what; ) {
      to.push(next.to)
      next = effects[++place + 1]
    }
    sentences.push(`sends ${what} to ${to.join(', ')}`)
  }
  return sentences.map(sentence => `; ${sentence}`).join('')
}

function doneOnce(effect: Exclude<Effect<any>, { kind: 'send' }>): string {
  switch (effect.kind) {
    case 'save':
      return `saves ${shown(effect.durable)}`
    case 'set':
      return `sets ${said(effect.timer)} in ${effect.delayMs} ms`
    case 'cancel':
      return `cancels ${said(effect.timer)}`
    case 'answer':
      return `answers ticket ${effect.ticket}: ${shown(effect.answer)}`
    case 'refuse':
      return `refuses ticket ${effect.ticket}: ${effect.reason}`
    case 'abandon':
      return `abandons ticket ${effect.ticket}: ${effect.reason}`
    case 'announce':
      return `announces ${said(effect.event)}`
    case 'work':
      return `works on ${said(effect.job)}`
    default:
      return unreachable(effect)
  }
}

const because = (cause: number | null): string => (cause === null ? '' : ` (#${cause})`)

const shownOperation = ({ f, key, value }: Operation): string =>
  [f, ...(key === undefined ? [] : [key]), ...(value == null ? [] : [shown(value)])].join(' ')

function learned(outcome: Outcome): string {
  switch (outcome.is) {
    case 'answered':
      return `has the answer ${shown(outcome.answer)}`
    case 'refused':
      return `is refused (${outcome.reason}) the answer`
    case 'unknown':
      return `will never know (${outcome.reason}) the end`
    default:
      return unreachable(outcome)
  }
}
