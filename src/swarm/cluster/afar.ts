// A request to a node on another page, and what became of it.

import { decode, encode, messageBytesMax, speechOf } from '../../core/codec.ts'
import type { PeerId } from '../../core/ids.ts'
import { type Outcome, unknown } from '../../core/outcome.ts'
import type { Request, Vocabulary } from '../../core/protocol.ts'
import { Malformed } from '../../core/wire.ts'
import { AskError } from '../calls.ts'
import type { Channel } from '../channel.ts'
import type { Answer, Ask, Note } from './words.ts'

/** A request to another page's node ends as unknown after so long. */
export const answerWithinMs = 30_000

export interface Errand<V extends Vocabulary> {
  readonly channel: Channel<Ask, Answer, Note>
  readonly vocabulary: V
  readonly home: PeerId
  readonly node: PeerId
  readonly request: Request<V>
}

export async function askAfar<V extends Vocabulary>(errand: Errand<V>): Promise<Outcome> {
  const { channel, vocabulary, home, node, request } = errand
  try {
    const bytes = encode(speechOf(vocabulary).request, request)
    const heard = await channel.ask(home, { type: 'request', node, bytes }, { timeoutMs: answerWithinMs })
    if (heard.type !== 'outcome') return unknown(`${home} answered something else`)
    if (heard.is !== 'answered') return { is: heard.is, reason: heard.reason }
    const { answer } = vocabulary.requests[request.type]!
    return { is: 'answered', answer: decode(answer, heard.bytes, 'answer', messageBytesMax) }
  } catch (error) {
    if (error instanceof AskError) return { is: error.outcome, reason: error.message }
    if (error instanceof Malformed) return unknown(error.message)
    throw error
  }
}
