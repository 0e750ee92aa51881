// Whatever is done to a file of a history, it is read, or refused by line and field: no other error, and no hang.
// Method: take histories in both formats, as they are written, and damage them at random.

import { describe, expect, test } from 'vitest'
import { linearizable } from '../../src/checkers/linearizable.ts'
import { models } from '../../src/checkers/models.ts'
import { SeededRandom } from '../../src/core/random.ts'
import { MalformedHistory } from '../../src/trace/history-malformed.ts'
import { formatHistory, type HistoryFormat, parseHistory } from '../../src/trace/history-text.ts'
import { randomHistory } from '../checkers/random-history.ts'

const seeds = Array.from({ length: 3000 }, (_, seed) => seed)
const names = [...models.keys()]
/** What breaks readers: brackets, quotes and escapes without their end, numbers too large, names that objects have. */
const shards = [
  ...['{', '}', '[', ']', '(', ')', '"', '\\', ':', ',', ';', '#', '^', '\u0000', '\ud800', '\r', '\n', '#_', '#inst'],
  ...[
    'null',
    'nil',
    'NaN',
    '-',
    '1e999',
    '9007199254740993',
    '-0',
    '##Inf',
    'true',
    '""',
    '{}',
    '[]',
    '#{1 1}',
    '{:a}',
  ],
  ...[
    ':process',
    ':type',
    '"process"',
    '"type":"ok"',
    '__proto__',
    'constructor',
    '\\u12',
    '\\newline',
    ':ok',
    ':invoke',
  ],
  ...['['.repeat(3000), '#_'.repeat(3000), '"'.repeat(999), '0'.repeat(5000), '^'.repeat(3000)],
]

describe.each<HistoryFormat>(['json-lines', 'jepsen'])('%s', format => {
  test('damaged anywhere, is read and judged, or refused by line and field', () => {
    let refused = 0
    for (const seed of seeds) {
      const random = new SeededRandom(seed)
      const name = names[seed % names.length]!
      const text = damaged(formatHistory(randomHistory(random, name, 2), format), random)
      try {
        linearizable(parseHistory(text), models.get(name)!)
      } catch (error) {
        if (!(error instanceof MalformedHistory))
          throw new Error(`seed ${seed}: ${JSON.stringify(text)}`, { cause: error })
        refused++
        expect(error.message, `seed ${seed}`).toMatch(/^line \d+: .+: expected .+$/)
        expect(error.message.length, `seed ${seed}`).toBeLessThan(500)
        expect(error.line, `seed ${seed}`).toBeLessThanOrEqual(text.split('\n').length)
      }
    }
    expect(refused).toBeGreaterThan(seeds.length / 2)
    expect(refused).toBeLessThan(seeds.length)
  })
})

function damaged(text: string, random: SeededRandom): string {
  let left = text
  for (let count = random.between(1, 3); count > 0; count--) {
    const start = random.between(0, left.length)
    const end = Math.min(left.length, start + random.between(0, 12))
    const piece = left.slice(start, end)
    const instead = random.pick([
      random.pick(shards),
      random.pick(shards),
      '',
      piece + piece,
      `${piece}${random.pick(shards)}`,
    ])
    left = left.slice(0, start) + instead + left.slice(end)
  }
  return left
}
