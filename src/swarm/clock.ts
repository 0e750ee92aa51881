// Timers that go on while the tab is hidden. A tab that is seen has its own, which cost least; a hidden one's are slowed, so
// there one worker rings for the whole page. Where there is none, as in Node or under a policy that forbids it, it does not.

export interface ToClock {
  readonly timer: number
  /** In how long it rings; null: not any more. */
  readonly ms: number | null
}

export interface FromClock {
  readonly timer: number
}

/** Runs again and again, until the returned function is called. */
export const every = (ms: number, run: () => void): (() => void) => clock.begin(ms, ms, run)

/** Runs once, unless the returned function is called before. */
export const after = (ms: number, run: () => void): (() => void) => clock.begin(ms, null, run)

interface Timer {
  readonly everyMs: number | null
  readonly run: () => void
  dueMs: number
  /** Stops the page's own timer, while that is the one that rings. */
  stopOwn: (() => void) | null
}

class Clock {
  readonly #timers = new Map<number, Timer>()
  #worker: Worker | null = null
  #hasNone = false
  #count = 0

  begin(ms: number, everyMs: number | null, run: () => void): () => void {
    const number = this.#count++
    const timer: Timer = { everyMs, run, dueMs: performance.now() + ms, stopOwn: null }
    if (this.#timers.size === 0) globalThis.document?.addEventListener('visibilitychange', this.#look)
    this.#timers.set(number, timer)
    this.#set(number, timer)
    return () => this.#stop(number)
  }

  #stop(number: number): void {
    const timer = this.#timers.get(number)
    if (!this.#timers.delete(number)) return // it has run
    this.#unset(number, timer!)
    this.#rest()
  }

  #ring(number: number): void {
    const timer = this.#timers.get(number)
    if (timer === undefined) return // stopped while the ring was on its way
    timer.stopOwn?.() // the worker's ring may have been on its way when the page took the timer back
    timer.stopOwn = null
    if (timer.everyMs === null) this.#timers.delete(number)
    else {
      timer.dueMs = Math.max(timer.dueMs + timer.everyMs, performance.now())
      this.#set(number, timer)
    }
    timer.run()
    this.#rest()
  }

  /** A page that left all its rooms has no worker. */
  #rest(): void {
    if (this.#timers.size > 0) return
    globalThis.document?.removeEventListener('visibilitychange', this.#look)
    this.#worker?.terminate()
    this.#worker = null
  }

  /** Who rings is another now. */
  readonly #look = (): void => {
    for (const [number, timer] of this.#timers) {
      this.#unset(number, timer)
      this.#set(number, timer)
    }
  }

  #set(number: number, timer: Timer): void {
    const worker = globalThis.document?.hidden ? this.#ringer() : null
    const ms = Math.max(0, timer.dueMs - performance.now())
    if (worker !== null) return worker.postMessage({ timer: number, ms } satisfies ToClock)
    const begun = setTimeout(() => this.#ring(number), ms)
    timer.stopOwn = () => clearTimeout(begun)
  }

  #unset(number: number, timer: Timer): void {
    if (timer.stopOwn === null) this.#worker?.postMessage({ timer: number, ms: null } satisfies ToClock)
    timer.stopOwn?.()
    timer.stopOwn = null
  }

  #ringer(): Worker | null {
    if (this.#worker !== null || this.#hasNone) return this.#worker
    try {
      const worker = new Worker(new URL('./clock-worker.js', import.meta.url), { type: 'module' })
      worker.onmessage = ({ data }: MessageEvent<FromClock>) => this.#ring(data.timer)
      worker.onerror = () => this.#doWithout(worker)
      this.#worker = worker
    } catch {
      this.#hasNone = true
    }
    return this.#worker
  }

  /** It was not to be had: whoever waits for it waits for the page's own timers now. */
  #doWithout(worker: Worker): void {
    this.#hasNone = true
    if (this.#worker === worker) this.#worker = null
    worker.terminate()
    this.#look()
  }
}

const clock = new Clock()
