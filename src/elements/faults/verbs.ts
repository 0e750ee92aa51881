// What can be done to a node or to the network, as a list: the same values that scenarios and storms are made of.

import type { PeerId } from '../../core/ids.ts'
import type { Fault } from '../../faults/fault.ts'
import type { Actor } from '../../lab/tape/actor.ts'
import type { PanelTexts } from '../../locales/panels/texts.ts'

export interface Verb {
  readonly label: string
  readonly faults: readonly Fault[]
}

const jumpMs = 1_000
const driftPerMillion = 100_000
const slowMs = 50

/** What makes sense for a node as it is now. */
export function nodeVerbs(node: PeerId, { is, isHonest }: Actor<any, any>, texts: PanelTexts): readonly Verb[] {
  if (is === 'down') return [one(texts.restart, { type: 'restart', node })]
  const silent = { type: 'silent', message: null, to: null } as const
  return [
    one(texts.crash, { type: 'crash', node, disk: 'synced' }),
    one(texts.crashLosingDisk, { type: 'crash', node, disk: 'lost' }),
    is === 'paused' ? one(texts.resume, { type: 'resume', node }) : one(texts.pause, { type: 'pause', node }),
    {
      label: texts.isolate,
      faults: [
        { type: 'cut', from: node, to: null },
        { type: 'cut', from: null, to: node },
      ],
    },
    one(`${texts.skew} +${jumpMs} ${texts.milliseconds}`, { type: 'skew', node, byMs: jumpMs }),
    one(`${texts.skew} −${jumpMs} ${texts.milliseconds}`, { type: 'skew', node, byMs: -jumpMs }),
    one(texts.drift, { type: 'drift', node, perMillion: driftPerMillion }),
    one(texts.slow, { type: 'slow', node, byMs: slowMs }),
    isHonest
      ? one(texts.silence, { type: 'betray', node, lies: [silent] })
      : one(texts.makeHonest, { type: 'betray', node, lies: [] }),
  ]
}

const one = (label: string, fault: Fault): Verb => ({ label, faults: [fault] })
