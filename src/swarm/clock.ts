// Timers that go on while the tab is hidden. One worker rings for the whole page, from the first timer to the last; where
// there is none, as in Node or under a policy that forbids it, the page's own timers do.

export type ToClock =
  | { readonly is: 'every' | 'after'; readonly timer: number; readonly ms: number }
  | { readonly is: 'stop'; readonly timer: number }

export interface FromClock {
  readonly timer: number
}

/** Runs again and again, until the returned function is called. */
export const every = (ms: number, run: () => void): (() => void) => clock.begin('every', ms, run)

/** Runs once, unless the returned function is called before. */
export const after = (ms: number, run: () => void): (() => void) => clock.begin('after', ms, run)

type Kind = 'every' | 'after'

interface Timer {
  readonly kind: Kind
  readonly ms: number
  readonly run: () => void
  /** Stops the page's own timer, where one stands in for the worker's. */
  stopOwn: (() => void) | null
}

class Clock {
  readonly #timers = new Map<number, Timer>()
  #worker: Worker | null = null
  #hasNone = false
  #count = 0

  begin(kind: Kind, ms: number, run: () => void): () => void {
    const number = this.#count++
    const timer: Timer = { kind, ms, run, stopOwn: null }
    this.#timers.set(number, timer)
    const worker = this.#ringer()
    if (worker === null) this.#beginOwn(number, timer)
    else worker.postMessage({ is: kind, timer: number, ms } satisfies ToClock)
    return () => this.#stop(number)
  }

  #stop(number: number): void {
    const timer = this.#timers.get(number)
    if (!this.#timers.delete(number)) return // it has run
    timer!.stopOwn?.()
    this.#worker?.postMessage({ is: 'stop', timer: number } satisfies ToClock)
    this.#rest()
  }

  #ring(number: number): void {
    const timer = this.#timers.get(number)
    if (timer === undefined) return // stopped while the ring was on its way
    if (timer.kind === 'after') this.#timers.delete(number)
    timer.run()
    this.#rest()
  }

  /** A page that left all its rooms has no worker. */
  #rest(): void {
    if (this.#timers.size > 0) return
    this.#worker?.terminate()
    this.#worker = null
  }

  #ringer(): Worker | null {
    if (this.#worker !== null || this.#hasNone || typeof document === 'undefined') return this.#worker
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
    for (const [number, timer] of this.#timers) this.#beginOwn(number, timer)
  }

  #beginOwn(number: number, timer: Timer): void {
    const begin = timer.kind === 'every' ? setInterval : setTimeout
    const begun = begin(() => this.#ring(number), timer.ms)
    timer.stopOwn = () => clearTimeout(begun)
  }
}

const clock = new Clock()
