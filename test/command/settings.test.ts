// Goal: text becomes what an option's shape wants. Method: shapes of every kind, and the text a person would type.

import { expect, test } from 'vitest'
import { readSettings } from '../../src/command/settings.ts'
import { plain } from '../../src/core/plain-shape.ts'
import { choice, flag, list, maybe, nat, record, text } from '../../src/core/shape.ts'

const shapes = {
  count: nat,
  isOn: flag,
  word: choice('push', 'pull'),
  range: list(nat),
  ends: record({ low: nat, high: nat }),
  perhaps: maybe(nat),
  say: text,
  any: plain,
}

test.each([
  ['count=3', 3],
  ['isOn=true', true],
  ['isOn=false', false],
  ['word=pull', 'pull'],
  ['range=300..600', [300, 600]],
  ['ends=300..600', { low: 300, high: 600 }],
  ['perhaps=none', null],
  ['perhaps=4', 4],
  ['say=12', '12'],
  ['say=none', 'none'],
  ['say=a=b', 'a=b'],
  ['say=', ''],
  ['any={"a":[1]}', { a: [1] }],
  ['any={torn', '{torn'],
] as const)('--set %s', (typed, value) => {
  const [name] = typed.split('=')
  expect(readSettings([typed], shapes)).toEqual({ [name!]: value })
})
