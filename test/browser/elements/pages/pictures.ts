// A page with the pictures of one run, which its address chooses: `?lab=raft&scenario=split-vote&nodes=5&seed=7&ms=900`.

import { SwarmNetwork } from '../../../../src/elements/network/swarm-network.ts'
import { SwarmTimeline } from '../../../../src/elements/timeline/swarm-timeline.ts'
import type { Lab } from '../../../../src/lab/lab.ts'
import { SimulatedRun } from '../../../../src/lab/simulated-run.ts'
import { Workbench } from '../../../../src/lab/workbench.ts'

declare global {
  interface Window {
    bench: Workbench
  }
}

const labs = import.meta.glob<Lab>('../../../../src/protocols/*/lab.ts', { import: 'default' })
const asked = new URLSearchParams(location.search)
const name = asked.get('lab') ?? 'raft'
const lab = await labs[`../../../../src/protocols/${name}/lab.ts`]!()
const [scenario, nodes] = [asked.get('scenario'), asked.get('nodes')]

window.bench = new Workbench(
  new SimulatedRun({
    lab,
    seed: Number(asked.get('seed') ?? 7),
    ...(scenario !== null && { scenario }),
    ...(nodes !== null && { nodes: Number(nodes) }),
  }),
)
window.bench.play(Number(asked.get('ms') ?? 0))
customElements.define('swarm-network', SwarmNetwork)
customElements.define('swarm-timeline', SwarmTimeline)
for (const element of document.querySelectorAll<SwarmNetwork | SwarmTimeline>('swarm-network, swarm-timeline'))
  element.bench = window.bench
