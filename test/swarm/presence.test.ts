// Who is here, by what it says; and when one says that it is. Every claim is a sequence of moments, without a clock.

import { describe, expect, it } from 'vitest'
import { peerId } from '../../src/core/ids.ts'
import {
  calmHereEveryMs,
  Heartbeat,
  Presence,
  refuteEveryMs,
  restlessHereEveryMs,
  restlessMs,
  silentMs,
  suspectMs,
} from '../../src/swarm/presence.ts'

const ann = peerId('ann')

/** When it says that it is here, from one moment to another. */
function wordsOf(heartbeat: Heartbeat, fromMs: number, toMs: number): number[] {
  const words: number[] = []
  for (let nowMs = fromMs; nowMs < toMs; nowMs += 250) {
    if (!heartbeat.isDue(nowMs)) continue
    words.push(nowMs)
    heartbeat.said(nowMs)
  }
  return words
}

describe('a peer says that it is here', () => {
  it('at once, and every eight seconds in a calm room', () => {
    expect(wordsOf(new Heartbeat(), 0, 3 * calmHereEveryMs)).toEqual([0, calmHereEveryMs, 2 * calmHereEveryMs])
  })
  it('every three seconds while members come, and for ten seconds more', () => {
    const heartbeat = new Heartbeat()
    heartbeat.said(0)
    heartbeat.cameSomebody(1000)
    const words = wordsOf(heartbeat, 1000, restlessMs + 2 * calmHereEveryMs)
    expect(words.slice(0, 3)).toEqual([1, 2, 3].map(count => count * restlessHereEveryMs))
    expect(words[3]! - words[2]!).toBe(calmHereEveryMs)
  })
  it('at once when it may be taken for gone, but once a second at most', () => {
    const heartbeat = new Heartbeat()
    heartbeat.said(0)
    heartbeat.doubted(2000)
    expect(wordsOf(heartbeat, 2000, 3000)).toEqual([2000])
    for (let nowMs = 2000; nowMs < 3000; nowMs += 10) heartbeat.doubted(nowMs)
    expect(wordsOf(heartbeat, 3000, 4000)).toEqual([2000 + refuteEveryMs])
  })
})

describe('a peer without a link', () => {
  it('is gone when it was silent for too long', () => {
    const presence = new Presence()
    presence.heard(ann, 0)
    expect(presence.takeGone(silentMs - 1)).toEqual([])
    expect(presence.takeGone(silentMs)).toEqual([ann])
    expect(presence.takeGone(2 * silentMs)).toEqual([])
  })
  it('is gone soon when it is suspected, unless it says that it is here', () => {
    const presence = new Presence()
    presence.heard(ann, 0)
    presence.suspect(ann, 1000)
    presence.heard(ann, 1500)
    expect(presence.takeGone(1000 + suspectMs)).toEqual([])
    presence.suspect(ann, 5000)
    presence.suspect(ann, 6000)
    expect(presence.takeGone(5000 + suspectMs)).toEqual([ann])
  })
  it('is given the time by which this page was late itself', () => {
    const presence = new Presence()
    presence.heard(ann, 0)
    presence.suspect(ann, 0)
    presence.forgive(5000)
    expect(presence.takeGone(5000 + suspectMs - 1)).toEqual([])
    expect(presence.takeGone(5000 + suspectMs)).toEqual([ann])
  })
  it('cannot be suspected when nothing is expected of it', () => {
    const presence = new Presence()
    presence.suspect(ann, 0)
    expect(presence.takeGone(silentMs)).toEqual([])
  })
})
