// What a page recorded of a cluster, as a lab reads it from a file.

import type { Lab } from '../../../src/lab/lab.ts'
import { liveHeader } from '../../../src/lab/live-run.ts'
import { RecordedRun } from '../../../src/lab/recorded-run.ts'
import type { RoomCluster } from '../../../src/swarm/cluster/cluster.ts'

export function recordedBy(cluster: RoomCluster, lab: Lab): RecordedRun {
  const choice = { scenario: lab.scenarios[0]!.name, mutant: null, options: {} }
  const header = liveHeader({ lab, source: cluster, choice, ground: 'tabs', nowMs: cluster.nowMs })
  return new RecordedRun(lab, { header, happenings: [...cluster.happenings] })
}

export const brokenIn = ({ standings, tape }: RecordedRun): readonly string[] =>
  standings.at(tape.length).flatMap(({ id, verdict }) => (verdict.is === 'broken' ? [id] : []))
