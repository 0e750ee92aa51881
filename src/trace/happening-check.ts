// Holds recorded happenings to the vocabulary of their protocol: a trace from outside is data that nobody vouches for.

import { speechOf } from '../core/codec.ts'
import type { Vocabulary } from '../core/protocol.ts'
import { choice, int, isRecord, list, maybe, nat, peer, text, wrong } from '../core/shape.ts'
import { Malformed } from '../core/wire.ts'
import { fault } from '../faults/fault.ts'
import { anything, type Check, type Checks, exactly, listOf, oneBy } from './checks.ts'
import type { Happening } from './happening.ts'
import { moment } from './moment.ts'
import { traceMembersMax } from './trace.ts'

/** To be given every happening of one trace, in order. Each call throws `Malformed`, naming the field, or returns it. */
export function happeningCheck<V extends Vocabulary>(vocabulary: V): (value: unknown) => Happening<V> {
  const speech = speechOf(vocabulary)
  /** What a liar says has no shape to be held to. */
  const liars = new Set<string>()
  /** The request of each ticket. A record that begins in the middle answers tickets it did not see. */
  const requests = new Map<number, string>()
  let indexBefore: number | null = null

  const start = { durable: optional(speech.durable), random: randomState }
  const said = (from: unknown): Check => (liars.has(from as string) ? anything : speech.message)
  const input = oneBy('kind', {
    start,
    message: { from: peer, message: anything },
    timer: { timer: speech.timer },
    request: { ticket: nat, request: speech.request },
    done: { job: speech.job, result: anything },
    peers: { peers: list(peer, traceMembersMax) },
  })
  const effect = oneBy('kind', {
    save: { durable: speech.durable },
    send: { to: peer, message: anything },
    set: { timer: speech.timer, delayMs: nat },
    cancel: { timer: speech.timer },
    answer: { ticket: nat, answer: anything },
    refuse: { ticket: nat, reason: text },
    abandon: { ticket: nat, reason: text },
    announce: { event: speech.event },
    work: { job: speech.job },
  })
  const kinds: { readonly [K in Happening['kind']]: Checks } = {
    step: { node: peer, input, effects: listOf(effect), clockMs: optional(int) },
    synced: { node: peer },
    fault: { fault },
    lost: { from: peer, to: peer, message: anything, why: choice('cut', 'loss', 'down', 'gone', 'dropped') },
    meddled: {
      verb: choice('deliver', 'drop', 'duplicate', 'delay', 'corrupt'),
      node: peer,
      from: maybe(peer),
      what: word,
    },
    begun: { client: text, operation },
    ended: { client: text, operation, outcome },
  }
  const happenings = oneBy('kind', kinds, { index: nat, atMs: moment, cause: maybe(nat) })

  return value => {
    const happening = happenings.check(value, '') as unknown as Happening<V>
    mustFollow(happening)
    switch (happening.kind) {
      case 'step':
        mustMean(happening)
        break
      case 'lost':
        said(happening.from).check(happening.message, 'message')
        break
      case 'fault':
        if (happening.fault.type === 'betray') liars.add(happening.fault.node)
    }
    return happening
  }

  function mustFollow({ index, cause }: Happening): void {
    if (indexBefore !== null && index !== indexBefore + 1) {
      throw new Malformed(`index: expected ${indexBefore + 1}, got ${index}`)
    }
    if (cause !== null && cause >= index) throw new Malformed(`cause: expected an earlier happening, got ${cause}`)
    indexBefore = index
  }

  /** What depends on more than its own field: on who said it, and on what was asked. */
  function mustMean({ node, input, effects }: Extract<Happening<V>, { kind: 'step' }>): void {
    if (input.kind === 'message') said(input.from).check(input.message, 'input.message')
    if (input.kind === 'request') requests.set(input.ticket, input.request.type)
    if (input.kind === 'done') {
      const { type } = input.job as { readonly type: string }
      vocabulary.jobs![type]!.result.check(input.result, 'input.result')
    }
    effects.forEach((effect, place) => {
      if (effect.kind === 'send') said(node).check(effect.message, `effects.${place}.message`)
      if (effect.kind !== 'answer') return
      const name = requests.get(effect.ticket)
      if (name !== undefined) vocabulary.requests[name]!.answer.check(effect.answer, `effects.${place}.answer`)
    })
  }
}

const operation: Check = {
  check: (value, path) => exactly(value, path, { f: text, value: anything, key: optional(text) }),
}

/** Only named and told of: what became of it is told by what happened then. */
const word: Check = {
  check: (value, path) => (isRecord(value) && typeof value.type === 'string' ? value : wrong(path, 'a word', value)),
}

const outcome = oneBy('is', { answered: { answer: anything }, refused: { reason: text }, unknown: { reason: text } })

const randomState: Check = {
  check(value, path) {
    const words = list(int).check(value, path)
    return words.length === 4 ? words : wrong(path, 'four words', value)
  },
}

/** May be undefined, or left out. */
const optional = (of: Check): Check => ({
  isOptional: true,
  check: (value, path) => value === undefined || of.check(value, path),
})
