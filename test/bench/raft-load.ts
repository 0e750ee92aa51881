// Raft with five nodes and busy clients: the load that the simulator is measured with.

import type { Machine } from '../../src/core/machine.ts'
import { nat } from '../../src/core/shape.ts'
import { raft } from '../../src/protocols/raft/protocol.ts'
import type { Raft } from '../../src/protocols/raft/vocabulary.ts'
import { Simulator } from '../../src/simulator/simulator.ts'
import type { Load } from '../../src/trace/scenario.ts'

const tally: Machine<number, number, number> = {
  name: 'tally',
  command: nat,
  answer: nat,
  state: nat,
  initial: 0,
  apply: (state, command) => ({ state: state + command, answer: state + command }),
  read: state => state,
}

interface Client {
  session: number | null
  serial: number
  leader: number
}

/** Twenty clients that never rest: each proposes as soon as it has its answer. */
const busy: Load<Raft, Client> = {
  clients: 20,
  thinkMs: [0, 1],
  patienceMs: 2_000,
  begin: () => ({ session: null, serial: 1, leader: 0 }),
  wish: () => ({ f: 'add', value: 1 }),
  choose: ({ leader }, members) => members[leader % members.length]!,
  request: ({ session, serial }) =>
    session === null ? { type: 'openSession' } : { type: 'propose', session, serial, lowestOpen: serial, command: 1 },
  settle(client, _operation, outcome) {
    if (outcome.is !== 'answered') {
      client.leader++
      return 'again'
    }
    if (client.session === null) client.session = outcome.answer as number
    else client.serial++
    return outcome
  },
}

export function busyRaft(seed: number): Simulator<Raft, any> {
  return new Simulator({ protocol: raft({ machine: tally }), members: 5, seed, load: busy })
}
