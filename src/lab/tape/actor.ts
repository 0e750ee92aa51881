// One node of a recorded run, played along: its state, its timers, and whether it runs.

import { digest } from '../../core/digest.ts'
import type { PeerId } from '../../core/ids.ts'
import type { Peers } from '../../core/peers.ts'
import type { Effect, Protocol, Timer, Vocabulary } from '../../core/protocol.ts'
import type { Fault } from '../../faults/fault.ts'
import type { Happening, StepHappening } from '../../trace/happening.ts'
import { Player, type PlayerState } from '../../trace/player.ts'

export interface SetTimer<V extends Vocabulary = any> {
  readonly timer: Timer<V>
  readonly setAtMs: number
  /** If the node's clock runs true. */
  readonly dueAtMs: number
}

/** What is the same for all nodes of a run. */
export interface Stage<V extends Vocabulary, Node> {
  readonly protocol: Protocol<V, Node>
  readonly isSimulated: boolean
  /** Saves take time: what a step asked for waits until they are done. */
  readonly isDiskSlow: boolean
}

export interface ActorState<V extends Vocabulary, Node> {
  readonly player: PlayerState<Node>
  readonly timers: ReadonlyMap<string, SetTimer<V>>
  readonly held: readonly Effect<V>[] | null
  readonly isPaused: boolean
}

const nothing: readonly never[] = []

export class Actor<V extends Vocabulary, Node> {
  readonly #player: Player<V, Node>
  readonly #isDiskSlow: boolean
  #timers = new Map<string, SetTimer<V>>()
  #held: readonly Effect<V>[] | null = null
  #isPaused = false

  constructor({ protocol, isSimulated, isDiskSlow }: Stage<V, Node>, peer: PeerId, peers: Peers) {
    this.#player = new Player(protocol, peer, peers, isSimulated)
    this.#isDiskSlow = isDiskSlow
  }

  /** Undefined while it is down. */
  get node(): Node | undefined {
    return this.#player.node
  }

  get is(): 'up' | 'paused' | 'down' {
    if (this.node === undefined) return 'down'
    return this.#isPaused ? 'paused' : 'up'
  }

  get isHonest(): boolean {
    return this.#player.isHonest
  }

  /** It waits for its disk, and listens to nobody. */
  get isSaving(): boolean {
    return this.#held !== null
  }

  get timers(): readonly SetTimer<V>[] {
    return [...this.#timers.values()]
  }

  set peers(peers: Peers) {
    this.#player.peers = peers
  }

  /** Returns the effects that are performed with this happening: those of a step, or those that waited for the disk. */
  hear(happening: Happening<V>): readonly Effect<V>[] {
    switch (happening.kind) {
      case 'step':
        return this.#play(happening)
      case 'synced':
        return this.#release(happening.atMs)
      case 'fault':
        this.#obey(happening.fault)
    }
    return nothing
  }

  get state(): ActorState<V, Node> {
    return {
      player: this.#player.state,
      timers: new Map(this.#timers),
      held: this.#held,
      isPaused: this.#isPaused,
    }
  }

  set state({ player, timers, held, isPaused }: ActorState<V, Node>) {
    this.#player.state = player
    this.#timers = new Map(timers)
    this.#held = held
    this.#isPaused = isPaused
  }

  #play(step: StepHappening<V>): readonly Effect<V>[] {
    const { input, effects, atMs } = step
    this.#release(atMs) // a save that took no time at all is not told of
    if (input.kind === 'timer') this.#timers.delete(digest(input.timer))
    this.#player.play(step)
    this.#held = effects
    const isHeld = this.#isDiskSlow && effects.some(effect => effect.kind === 'save')
    return isHeld ? nothing : this.#release(atMs)
  }

  #release(atMs: number): readonly Effect<V>[] {
    const effects = this.#held ?? nothing
    this.#held = null
    for (const effect of effects) {
      if (effect.kind === 'cancel') this.#timers.delete(digest(effect.timer))
      if (effect.kind !== 'set') continue
      const { timer, delayMs } = effect
      this.#timers.set(digest(timer), { timer, setAtMs: atMs, dueAtMs: atMs + delayMs })
    }
    return effects
  }

  #obey(fault: Fault): void {
    switch (fault.type) {
      case 'crash':
      case 'leave':
        this.#player.crash()
        this.#timers.clear()
        this.#held = null
        this.#isPaused = false
        break
      case 'pause':
        this.#isPaused = this.node !== undefined
        break
      case 'resume':
        this.#isPaused = false
        break
      case 'betray':
        this.#player.betray(fault.lies)
    }
  }
}
