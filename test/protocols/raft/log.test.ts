// Goal: a log in two parts is the list that it stands for. Method: random changes to one, and to a plain list.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  append,
  compact,
  cutFrom,
  emptyLog,
  entriesFrom,
  findEntry,
  lastIndex,
  logFrom,
} from '../../../src/protocols/raft/log.ts'
import type { Entry } from '../../../src/protocols/raft/vocabulary.ts'

const noOp = (term: number): Entry => ({ term, content: { type: 'noOp' } })

const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ append: fc.array(fc.nat(9).map(noOp), { maxLength: 20 }) }) },
  { weight: 1, arbitrary: fc.record({ cut: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ keep: fc.nat(40) }) },
)

test('[R3] a log is the list of its entries, divided alike whatever led to it, and what it was before stays', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), fc.nat(99), fc.nat(99), (changes, first, count) => {
      let log = emptyLog
      let [start, list]: [number, readonly Entry[]] = [0, []]
      for (const does of changes) {
        const [before, listed] = [log, list]
        if ('append' in does) {
          log = append(log, does.append)
          list = [...list, ...does.append]
        } else if ('cut' in does) {
          log = cutFrom(log, Math.max(start, lastIndex(log) - does.cut) + 1)
          list = list.slice(0, Math.max(0, list.length - does.cut))
        } else {
          const dropped = Math.max(0, list.length - does.keep)
          log = compact(log, start + dropped)
          start += dropped
          list = list.slice(dropped)
        }
        expect(entriesFrom(before, before.start + 1)).toEqual(listed)
        expect([log.start, lastIndex(log)]).toEqual([start, start + list.length])
        expect(log).toEqual(logFrom({ index: start, term: log.startTerm }, list))
      }
      const from = start + 1 + (first % (list.length + 1))
      expect(entriesFrom(log, from, count)).toEqual(list.slice(from - start - 1, from - start - 1 + count))
      expect(findEntry(log, from)).toBe(list[from - start - 1])
      expect(findEntry(log, start)).toBeUndefined()
    }),
  )
})
