// Lets a run play: with each frame of the screen some of its time goes by. It does nothing while it is paused, and pauses
// when it leaves the screen.

import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Workbench } from '../../lab/workbench.ts'

/** The run's time for each of the reader's, as powers of ten. */
export const speeds = { least: -2, most: 1, first: -1.3 } as const
/** A tab that was away does not catch up. */
const frameMsMax = 100

export class Playing implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #bench: () => Workbench | null
  readonly #isSeen: () => boolean
  #frame = 0
  #lastMs = 0
  speedPower: number = speeds.first

  constructor(host: ReactiveControllerHost, bench: () => Workbench | null, isSeen: () => boolean) {
    this.#host = host
    this.#bench = bench
    this.#isSeen = isSeen
    host.addController(this)
  }

  get isPlaying(): boolean {
    return this.#frame !== 0
  }

  get speed(): number {
    return 10 ** this.speedPower
  }

  hostDisconnected(): void {
    this.pause()
  }

  toggle(): void {
    if (this.isPlaying) this.pause()
    else this.play()
  }

  play(): void {
    if (this.isPlaying || this.#bench() === null) return
    this.#lastMs = performance.now()
    this.#frame = requestAnimationFrame(nowMs => this.#go(nowMs))
    this.#host.requestUpdate()
  }

  pause(): void {
    if (!this.isPlaying) return
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
    this.#host.requestUpdate()
  }

  #go(nowMs: number): void {
    const bench = this.#bench()
    if (bench === null || !this.#isSeen()) return this.pause()
    const elapsedMs = Math.max(0, Math.min(frameMsMax, nowMs - this.#lastMs)) * this.speed
    this.#lastMs = nowMs
    const endMs = bench.run.endMs ?? Infinity
    const isBefore = bench.atMs < endMs
    const goesOn = bench.play(isBefore ? Math.min(elapsedMs, endMs - bench.atMs) : elapsedMs)
    if (!goesOn || (isBefore && bench.atMs >= endMs)) return this.pause()
    this.#frame = requestAnimationFrame(nextMs => this.#go(nextMs))
  }
}
