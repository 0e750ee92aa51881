// `tabswarm replay`: does a recorded run again, node by node and from its seed, and says where it is not the same.

import { RunningDigest } from '../core/digest.ts'
import { equal } from '../core/plain.ts'
import { run } from '../lab/experiment.ts'
import { experimentOf } from '../lab/recording.ts'
import type { Happening } from '../trace/happening.ts'
import type { Divergence } from '../trace/player.ts'
import { Replayer } from '../trace/replay.ts'
import { sentence } from '../trace/story.ts'
import { toJson } from '../trace/trace-json.ts'
import { shown } from '../trace/words.ts'
import type { Command } from './command.ts'
import { BadArgument } from './order.ts'
import { type LoadedTrace, loadTrace } from './trace-file.ts'

export const replay: Command = {
  name: 'replay',
  says: 'Does a recorded run again and says at once where it is not the same.',
  words: 'TRACE',
  options: {
    to: { takes: 'STEP', says: 'Stops after this happening and shows the state of the nodes.' },
    node: { takes: 'NODE', says: 'Shows the state of this node only.' },
  },

  async run(order, io) {
    const loaded = await loadTrace(order.onlyWord('TRACE'))
    const { header, happenings } = loaded.trace
    const to = order.whole('to', 0, Math.max(0, happenings.at(-1)?.index ?? 0))
    const replayer = new Replayer(loaded.protocol, header)
    const divergence = firstDivergence(
      replayer,
      to === null ? happenings : happenings.filter(({ index }) => index <= to),
    )
    const node = order.text('node')
    const shownNodes = node === null ? replayer.members : replayer.members.filter(peer => peer === node)
    if (shownNodes.length === 0) {
      throw new BadArgument('--node', `expected one of ${replayer.members.join(', ')}, got '${node}'`)
    }
    const again = divergence === null && to === null && header.ground === 'simulated' ? runAgain(loaded) : null
    const states = to === null && node === null ? [] : shownNodes.map(peer => [peer, replayer.node(peer)] as const)
    if (order.has('json')) {
      io.out(
        JSON.stringify({
          divergence,
          again,
          nodes: Object.fromEntries(states.map(([peer, state]) => [peer, toJson(state ?? null)])),
        }),
      )
    } else {
      io.out(divergence === null ? 'every node did the same again' : complaint(divergence))
      if (again !== null)
        io.out(again.isSame ? `the seed gives the same run, digest ${again.digest}` : again.difference)
      for (const [peer, state] of states) io.out(`${peer}  ${state === undefined ? 'is down' : shown(state)}`)
    }
    return divergence === null && again?.isSame !== false ? 0 : 1
  },
}

function firstDivergence(replayer: Replayer<any, any>, happenings: readonly Happening[]): Divergence | null {
  for (const happening of happenings) {
    const divergence = replayer.hear(happening)
    if (divergence !== null) return divergence
  }
  return null
}

const complaint = ({ index, node, expected, got }: Divergence): string =>
  `at #${index} ${node} does otherwise\n  recorded: ${expected}\n  now:      ${got}`

type Again =
  | { readonly isSame: true; readonly digest: string }
  | { readonly isSame: false; readonly index: number; readonly difference: string }

function runAgain({ lab, trace: { header, happenings } }: LoadedTrace): Again {
  const digest = new RunningDigest()
  let place = 0
  let first: Extract<Again, { isSame: false }> | null = null
  run({
    ...experimentOf(header, lab),
    listen(happening) {
      const recorded = happenings[place++]
      digest.add(happening)
      if (first === null && !equal(recorded, happening)) first = difference(happening.index, recorded, happening)
    },
  })
  if (first === null && place < happenings.length) {
    first = difference(place, happenings[place], undefined)
  }
  return first ?? { isSame: true, digest: digest.value }
}

function difference(
  index: number,
  recorded: Happening | undefined,
  now: Happening | undefined,
): Extract<Again, { isSame: false }> {
  const told = (happening: Happening | undefined): string =>
    happening === undefined ? 'nothing more' : `${happening.atMs} ms  ${sentence(happening)}`
  // Where the sentences are alike, what differs is something that a story leaves out.
  const isTold = told(recorded) !== told(now)
  const words = (happening: Happening | undefined): string =>
    isTold ? told(happening) : JSON.stringify(toJson(happening))
  const lines = [
    `the seed gives another run from #${index} on`,
    `  recorded: ${words(recorded)}`,
    `  now:      ${words(now)}`,
  ]
  return { isSame: false, index, difference: lines.join('\n') }
}
