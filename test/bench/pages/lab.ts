// What the bench of the lab measures in a page: frames of a playing run, and jumps through a long one.

import { SwarmNetwork } from '../../../src/elements/network/swarm-network.ts'
import { SwarmTimeline } from '../../../src/elements/timeline/swarm-timeline.ts'
import { SimulatedRun } from '../../../src/lab/simulated-run.ts'
import { Workbench } from '../../../src/lab/workbench.ts'
import gossip from '../../../src/protocols/gossip/lab.ts'
import ping from '../../../src/protocols/ping/lab.ts'
import raft from '../../../src/protocols/raft/lab.ts'

export interface Frames {
  /** From one frame to the next, as the browser showed them. */
  readonly betweenMs: readonly number[]
  readonly messages: number
}

export interface LabBench {
  frames(nodes: number, count: number): Promise<Frames>
  jumps(happenings: number, count: number): Promise<readonly number[]>
}

declare global {
  interface Window {
    labBench: LabBench
  }
}

customElements.define('swarm-network', SwarmNetwork)
customElements.define('swarm-timeline', SwarmTimeline)

function show(bench: Workbench, ...names: readonly ('swarm-network' | 'swarm-timeline')[]) {
  const elements = names.map(name => Object.assign(document.createElement(name) as SwarmNetwork, { bench }))
  document.body.replaceChildren(...elements)
  return elements
}

const frame = (): Promise<number> => new Promise(resolve => requestAnimationFrame(resolve))

window.labBench = {
  /** A few ask all others so often that hundreds of messages are in the air at once; a thousand gossip. */
  async frames(nodes, count) {
    const options = { everyMs: 300, patienceMs: 60_000 }
    const isCrowd = nodes > 200
    const bench = new Workbench(
      new SimulatedRun(isCrowd ? { lab: gossip, seed: 1, nodes } : { lab: ping, seed: 1, nodes, options }),
    )
    bench.act({ kind: 'fault', fault: { type: 'delay', lowMs: 20, highMs: 60, from: null, to: null } })
    if (isCrowd) bench.play(100)
    show(bench, 'swarm-network')
    for (let warm = 0; warm < 20; warm++) {
      bench.play(1)
      await frame()
    }
    const betweenMs: number[] = []
    const onTheWay: number[] = []
    let last = await frame()
    for (let one = 0; one < count; one++) {
      bench.play(0.5)
      const now = await frame()
      betweenMs.push(now - last)
      onTheWay.push(bench.tape.onTheWay(bench.position).length)
      last = now
    }
    const messages = onTheWay.toSorted((left, right) => left - right)[onTheWay.length >> 1]!
    return { betweenMs, messages }
  },

  /** Far ahead and far back by turns, until both pictures and the state are drawn. */
  async jumps(happenings, count) {
    const bench = new Workbench(new SimulatedRun({ lab: raft, seed: 1, scenario: 'busy' }))
    while (bench.run.tape.length < happenings) bench.play(500)
    const elements = show(bench, 'swarm-network', 'swarm-timeline')
    await frame()
    await frame()
    const tookMs: number[] = []
    for (let jump = 0; jump < count; jump++) {
      const place = Math.floor(happenings * (((jump * 0.618) % 0.5) + (jump % 2) * 0.5))
      const before = performance.now()
      bench.goTo(place)
      for (const peer of bench.members) bench.actor(peer)
      await Promise.all(elements.map(element => element.updateComplete))
      tookMs.push(performance.now() - before)
      await frame()
    }
    return tookMs
  },
}
