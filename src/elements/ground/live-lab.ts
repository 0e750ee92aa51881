// A lab on the peers of a room: the cluster they make, and the run that a page shows of it.

import type { Lab } from '../../lab/lab.ts'
import { LiveRun } from '../../lab/live-run.ts'
import { Workbench } from '../../lab/workbench.ts'
import type { RoomCluster } from '../../swarm/cluster/cluster.ts'
import { openCluster } from '../../swarm/cluster/open-cluster.ts'
import type { Room } from '../../swarm/room.ts'
import type { Attributes } from '../lab/choice.ts'
import { type Charter, Charters } from './charter.ts'
import { Neighbours } from './neighbours.ts'

/** What happened is drawn so often, where nobody follows it frame by frame. */
const drawEveryMs = 250

export interface LiveEvents {
  /** Another cluster from now on, or another one's record. */
  readonly founded: (bench: Workbench) => void
  /** Who is here, or hosts what. */
  readonly changed: () => void
  readonly trouble: (why: string) => void
}

export class LiveLab {
  readonly cluster: RoomCluster
  readonly room: Room
  readonly #lab: Lab
  readonly #charters: Charters
  readonly #events: LiveEvents
  readonly #neighbours: Neighbours
  #run: LiveRun
  #bench: Workbench
  #stopWatching: () => void = () => {}
  #drawing: ReturnType<typeof setTimeout> | null = null

  private constructor(lab: Lab, charters: Charters, room: Room, cluster: RoomCluster, events: LiveEvents) {
    this.#lab = lab
    this.#charters = charters
    this.room = room
    this.cluster = cluster
    this.#events = events
    this.#neighbours = new Neighbours(room.self, () => events.changed())
    this.#run = this.#newRun()
    this.#bench = this.#newBench()
    cluster.on('founded', () => this.#turn())
    cluster.on('homes', () => events.changed())
    cluster.on('trouble', ({ about, why }) => events.trouble(`${about}: ${why}`))
    room.onLeave(() => this.#end())
    this.#serve()
  }

  /** Throws `BadAttribute` for what the lab does not know. */
  static async open(lab: Lab, room: Room, chosen: Attributes, events: LiveEvents): Promise<LiveLab> {
    const charters = new Charters(lab)
    const { text, nodes } = charters.write(chosen)
    const cluster = await openCluster({
      room,
      name: `lab ${lab.name}`,
      charter: text,
      nodes,
      protocol: said => charters.read(said).protocol,
    })
    return new LiveLab(lab, charters, room, cluster, events)
  }

  /** Whoever is not of this browser came from another. */
  get ground(): 'tabs' | 'laptops' {
    return this.cluster.participants.every(peer => this.#neighbours.has(peer)) ? 'tabs' : 'laptops'
  }

  get bench(): Workbench {
    return this.#bench
  }

  /** Everyone begins again, under what is chosen here. */
  async beginAnew(chosen: Attributes): Promise<void> {
    const { text, nodes } = this.#charters.write(chosen)
    await this.cluster.foundAnew({ charter: text, nodes })
  }

  #turn(): void {
    this.#run.close()
    this.#stopWatching()
    this.#run = this.#newRun()
    this.#bench = this.#newBench()
    this.#serve()
    this.#events.founded(this.#bench)
  }

  #end(): void {
    this.#stopWatching()
    this.#neighbours.close()
    this.#run.close()
    this.#bench.heard()
    this.#events.changed()
  }

  /** The clients of the scenario live with whoever founded the cluster. */
  #serve(): void {
    const { load } = this.#charter.scenario
    if (load !== undefined && this.cluster.isFoundedHere) this.cluster.startClients(load)
  }

  get #charter(): Charter {
    return this.#charters.read(this.cluster.charter)
  }

  #newRun(): LiveRun {
    const { protocol, scenario, mutant, options } = this.#charter
    const choice = { scenario: scenario.name, mutant, options }
    return new LiveRun({ lab: this.#lab, protocol, choice, source: this.cluster, ground: () => this.ground })
  }

  #newBench(): Workbench {
    const bench = new Workbench(this.#run)
    this.#stopWatching = this.cluster.watch(() => {
      this.#drawing ??= setTimeout(() => {
        this.#drawing = null
        if (this.#bench === bench) bench.heard()
      }, drawEveryMs)
    })
    return bench
  }
}
