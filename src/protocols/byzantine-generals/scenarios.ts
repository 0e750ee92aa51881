// Wars worth seeing, and the lies that traitors tell in them.

import { type PeerId, peerId } from '../../core/ids.ts'
import type { Lie } from '../../faults/adversary.ts'
import type { Scenario, ScriptLine } from '../../trace/scenario.ts'
import { defaults, type GeneralsOptions } from './protocol.ts'
import { schemes } from './signature-schemes.ts'
import { seal } from './signed.ts'
import type { Generals, Order } from './vocabulary.ts'

const [n1, n2, n3, n4] = [peerId('n1'), peerId('n2'), peerId('n3'), peerId('n4')]
const toAll = { message: null, to: null } as const

/** Whatever it should say, it says this. */
const says = (order: Order, to: PeerId | null = null): Lie => ({
  type: 'claim',
  message: null,
  to,
  field: 'order',
  value: order,
})

/** Only the commander can do this: the seal under it is its own. */
function signs(order: Order, to: PeerId | null = null): readonly Lie[] {
  const { seals } = seal({ order, seals: [] }, defaults.commander, schemes.modelled)
  return [says(order, to), { ...says(order, to), field: 'seals.0.signature', value: seals[0]!.signature } as Lie]
}

/** The alphabet of a traitor by word of mouth: each message says attack, says retreat, or is not sent. */
export const oralLies = (): readonly (readonly Lie[])[] => [
  [says('attack')],
  [says('retreat')],
  [{ type: 'silent', ...toAll }],
]

/** Under seal: a traitor commander signs either order; others say the truth, or forge. Or nothing is sent. */
export const signedLies = (traitor: PeerId): readonly (readonly Lie[])[] =>
  traitor === defaults.commander
    ? [signs('attack'), signs('retreat'), [{ type: 'silent', ...toAll }]]
    : [[], ...oralLies()]

const betray = (node: PeerId, ...lies: readonly Lie[]): ScriptLine<Generals> => ({
  atMs: 0,
  fault: { type: 'betray', node, lies },
})

const forMs = 1_000
const asks = (node: PeerId): ScriptLine<Generals> => ({ atMs: 900, ask: { node, request: { type: 'whichOrder' } } })

export const scenarios: readonly Scenario<Generals, GeneralsOptions>[] = [
  {
    name: 'loyal',
    says: 'Nobody lies: nine messages, and four generals attack.',
    nodes: 4,
    forMs,
    script: [asks(n2)],
  },
  {
    name: 'three-generals',
    says: 'One of three is a traitor: the loyal lieutenant cannot know which, and leaves its commander alone.',
    nodes: 3,
    forMs,
    script: [betray(n3, says('retreat')), asks(n2)],
    breaks: ['R2'],
  },
  {
    name: 'four-generals',
    says: 'The same lie among four: the majority is loyal, and all of it attacks.',
    nodes: 4,
    forMs,
    script: [betray(n3, says('retreat')), asks(n2)],
  },
  {
    name: 'traitor-commander',
    says: 'The commander tells one to attack and the others to retreat: they find out what most were told.',
    nodes: 4,
    forMs,
    script: [betray(n1, says('retreat', n3), says('retreat', n4)), asks(n2)],
  },
  {
    name: 'silent-lieutenant',
    says: 'A traitor says nothing, which is also an answer: silence counts as retreat.',
    nodes: 4,
    forMs,
    script: [betray(n4, { type: 'silent', ...toAll })],
  },
  {
    name: 'two-traitors',
    says: 'Seven generals, two traitors, and a round more: OM(2) holds.',
    nodes: 7,
    forMs,
    options: { m: 2 },
    script: [betray(n2, says('retreat', n3)), betray(n1, says('retreat', n4), says('retreat', peerId('n5')))],
  },
  {
    name: 'signed-three',
    says: 'With signatures three are enough: the traitor cannot change what its commander signed.',
    nodes: 3,
    forMs,
    options: { kind: 'signed' },
    script: [betray(n3, says('retreat')), asks(n2)],
  },
  {
    name: 'signed-traitor-commander',
    says: 'The commander signs both orders: each lieutenant shows the other its letter, and both retreat.',
    nodes: 3,
    forMs,
    options: { kind: 'signed' },
    script: [betray(n1, ...signs('retreat', n3)), asks(n2)],
  },
]
