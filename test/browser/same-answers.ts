// What must come out equal in Node and in Chromium: pure code, each piece run at length and boiled down to one hash.

import { concat, utf8Encode } from '../../src/core/bytes.ts'
import { encode } from '../../src/core/codec.ts'
import { digest, RunningDigest } from '../../src/core/digest.ts'
import { hkdfSha256, hmacSha256, sha256, sha256Hex } from '../../src/core/hash.ts'
import type { PeerId } from '../../src/core/ids.ts'
import { leafHash, proveConsistency, proveInclusion, treeHash } from '../../src/core/merkle.ts'
import { plain } from '../../src/core/plain-shape.ts'
import { committedIndex, voteResult } from '../../src/core/quorum.ts'
import { SeededRandom, seedFor } from '../../src/core/random.ts'
import { publicKeyOf, sign } from '../../src/core/signature.ts'
import { storm } from '../../src/faults/storm.ts'
import { run } from '../../src/lab/experiment.ts'
import { type Lab, weatherOf } from '../../src/lab/lab.ts'
import { Simulator } from '../../src/simulator/simulator.ts'
import { counting } from '../core/counting.ts'

/** Name and work; whatever a piece returns is compared as text. Each new piece of pure code deserves a line here. */
export const sameAnswers: Readonly<Record<string, () => string>> = {
  'a thousand chained SHA-256 hashes': () => sha256Hex(chain(1000)),
  'HMAC and HKDF of SHA-256': () => sha256Hex(concat(hmacSha256({ key: chain(1), message: chain(2) }), derived())),
  'ten Ed25519 signatures': () => sha256Hex(concat(...numbers(10).map(signature))),
  'every Merkle root and proof up to 33 leaves': () => sha256Hex(concat(...numbers(33).flatMap(everyProof))),
  'quorum arithmetic over every vote of up to six voters': () => sha256Hex(utf8Encode(everyVote())),
  'a thousand draws of every kind from a hundred seeds': () => numbers(100).map(draws).join(' '),
  'the bytes and digests of two thousand samples of plain data': () => numbers(2_000).map(sampled).join(' '),
  'storms over a small protocol with timers, jobs, saves and clocks': () => numbers(4).map(countingStorm).join(' '),
  'every scenario of every lab, and a storm over each': () => Object.values(labs).flatMap(everyRun).join(' '),
}

const labs = import.meta.glob<Lab>('../../src/protocols/*/lab.ts', { eager: true, import: 'default' })

export type Answers = Readonly<Record<string, string>>

export function answer(): Answers {
  return Object.fromEntries(Object.entries(sameAnswers).map(([name, work]) => [name, work()]))
}

function chain(length: number): Uint8Array {
  let hash: Uint8Array = new Uint8Array(32)
  for (let link = 0; link < length; link++) hash = sha256(hash)
  return hash
}

function derived(): Uint8Array {
  return hkdfSha256({ secret: chain(3), salt: chain(4), purpose: utf8Encode('a room’s key'), lengthBytes: 100 })
}

function signature(index: number): Uint8Array {
  const secretKey = chain(index + 1)
  return concat(publicKeyOf(secretKey), sign({ secretKey, message: chain(index) }))
}

function everyProof(last: number): Uint8Array[] {
  const leaves = numbers(last + 1).map(index => leafHash(Uint8Array.of(index)))
  const proofs = numbers(last + 1).flatMap(index => [
    proveInclusion(leaves, index),
    proveConsistency(leaves, index + 1),
  ])
  return [treeHash(leaves), ...proofs.flat()]
}

function everyVote(): string {
  return numbers(7)
    .flatMap(count => numbers(3 ** count).map(digits => oneVote(count, digits)))
    .join(' ')
}

/** Reads each ternary digit as a voter: against, for, not heard. */
function oneVote(count: number, digits: number): string {
  const voters = numbers(count).map(index => String(index) as PeerId)
  const digitOf = (voter: PeerId): number => Math.floor(digits / 3 ** Number(voter)) % 3
  const result = voteResult(voters, voter => [false, true, undefined][digitOf(voter)])
  return `${result}${committedIndex(voters, voter => [0, 7, undefined][digitOf(voter)])}`
}

function draws(seed: number): string {
  const random = new SeededRandom(seedFor(seed, 'draws'))
  const drawn = numbers(1_000).map(number => [
    random.unit(),
    random.between(-number, number * 1_000_003),
    random.chance(0.3),
    random.pick(['a', 'b', 'c']),
  ])
  return digest(drawn.map(values => values.map(String)))
}

function sampled(seed: number): string {
  const value = plain.sample(new SeededRandom(seed))
  return `${digest(value)}${digest(encode(plain, value))}`
}

function countingStorm(seed: number): string {
  const simulator = new Simulator({ protocol: counting, members: 5, seed, storm })
  const sum = new RunningDigest()
  simulator.watch(happening => sum.add(happening))
  simulator.runTo(storm.untilMs + 1_000)
  return sum.value
}

function everyRun(lab: Lab): string[] {
  const weather = weatherOf(lab)
  const scripted = lab.scenarios.map(({ name }) => run({ lab, seed: 7, scenario: name }).digest)
  return weather === null ? scripted : [...scripted, run({ lab, seed: 7, storm: weather }).digest]
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
