// One tab of the bench of rooms: opens its paths to the other tabs, and tells how long it took to say something on them.

import { ask, blockOf, type OpenPaths, type Path, type Paths, type Place } from './paths/path.ts'

const kinds = {
  raw: () => import('./paths/raw.ts'),
  tabswarm: () => import('./paths/room.ts'),
  carried: () => import('./paths/carried.ts'),
  peerjs: () => import('./paths/peerjs.ts'),
  trystero: () => import('./paths/trystero.ts'),
  'y-webrtc': () => import('./paths/y-webrtc.ts'),
  libp2p: () => import('./paths/libp2p.ts'),
} satisfies Record<string, () => Promise<{ openPaths: OpenPaths }>>
export type Kind = keyof typeof kinds

export interface SwarmBench {
  /** What is measured begins with code that is there, and has never run. */
  load(kind: Kind): Promise<void>
  /** Until every path has carried a word there and back. */
  connect(place: Place): Promise<number>
  /** Of 1 KiB, once the code has run: the mean, for the clock of a page is coarse. */
  roundTrip(): Promise<number>
  /** Megabytes a second. */
  bulk(): Promise<number>
  /** Until everyone has every one of 200 words of 1 KiB, once the code has run: the mean of a few. */
  burst(): Promise<number>
}

declare global {
  interface Window {
    swarmBench: SwarmBench
  }
}

const roundTrips = 400
const wordBytes = 1024
const burstWords = 200
const bursts = 5
const blockBytes = 64_000
const bulkBytes = 20_000_000

let openPaths: OpenPaths
let paths: Paths

window.swarmBench = {
  async load(kind) {
    openPaths = (await kinds[kind]()).openPaths
  },
  connect: place =>
    taking(async () => {
      paths = await openPaths(place)
      await askEach()
    }),
  async roundTrip() {
    await askOften() // for the compiler
    return (await taking(askOften)) / roundTrips
  },
  async bulk() {
    const took = await taking(async () => {
      const [path] = paths.each as [Path]
      const block = blockOf(blockBytes)
      for (let sent = 0; sent < bulkBytes; sent += blockBytes) await path.send(block)
      await ask(path, 64)
    })
    return bulkBytes / 1000 / took
  },
  async burst() {
    await sayOften() // for the compiler
    const took = await taking(async () => {
      for (let number = 0; number < bursts; number++) await sayOften()
    })
    return took / bursts
  },
}

async function askOften(): Promise<void> {
  for (let number = 0; number < roundTrips; number++) await ask(paths.each[0] as Path, wordBytes)
}

async function sayOften(): Promise<void> {
  const word = blockOf(wordBytes)
  for (let number = 0; number < burstWords; number++) paths.toAll(word)
  await askEach()
}

const askEach = () => Promise.all(paths.each.map(path => ask(path, 64)))

async function taking(run: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await run()
  return performance.now() - begun
}
