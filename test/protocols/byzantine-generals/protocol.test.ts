// Goal: what one general does with what it is told. Method: step one node, and read its effects or its answer.

import { describe, expect, test } from 'vitest'
import { type PeerId, peerId } from '../../../src/core/ids.ts'
import { Members } from '../../../src/core/peers.ts'
import type { Message } from '../../../src/core/protocol.ts'
import { Surroundings, strictStep } from '../../../src/core/step.ts'
import type { General, Letter } from '../../../src/protocols/byzantine-generals/general.ts'
import { majority } from '../../../src/protocols/byzantine-generals/judgments.ts'
import { byzantineGenerals, type GeneralsOptions } from '../../../src/protocols/byzantine-generals/protocol.ts'
import { schemes } from '../../../src/protocols/byzantine-generals/signature-schemes.ts'
import { seal } from '../../../src/protocols/byzantine-generals/signed.ts'
import type { Generals } from '../../../src/protocols/byzantine-generals/vocabulary.ts'

const members = ['n1', 'n2', 'n3', 'n4'].map(peerId)
const [n1, n2, n3, n4] = members as [PeerId, PeerId, PeerId, PeerId]

class Lieutenant {
  readonly #protocol
  readonly around = new Surroundings<Generals>(n2, new Members(members).others(n2))
  readonly node: General

  constructor(options: Partial<GeneralsOptions> = {}, durable?: { readonly obeyed: 'attack' | 'retreat' | null }) {
    this.#protocol = byzantineGenerals(options)
    this.node = strictStep(this.#protocol, undefined, { kind: 'start', durable, random: [1, 2, 3, 4] }, this.around)
  }

  hear(from: PeerId, message: Message<Generals>): void {
    strictStep(this.#protocol, this.node, { kind: 'message', from, message }, this.around)
  }

  /** What it says at the end of a round. */
  endRound(): readonly Message<Generals>[] {
    const timer = { type: 'round', number: this.node.round } as const
    strictStep(this.#protocol, this.node, { kind: 'timer', timer }, this.around)
    return this.around.effects.flatMap(effect => (effect.kind === 'send' ? [effect.message] : []))
  }
}

const attack = 'attack' as const
const oral = (...path: readonly PeerId[]): Message<Generals> => ({ type: 'oral', order: attack, path })

describe('by word of mouth', () => {
  test('[R2] the word of the commander is passed on to those it has not passed through (§3, OM(m) step 2)', () => {
    const general = new Lieutenant()
    general.endRound()
    general.hear(n1, oral(n1))
    expect(general.endRound()).toEqual([oral(n1, n2), oral(n1, n2)])
  })

  test('[R3] a word that has not come is passed on as retreat (§3, OM(m) step 1)', () => {
    const general = new Lieutenant()
    general.endRound()
    expect(general.endRound()).toMatchObject([{ order: 'retreat' }, { order: 'retreat' }])
  })

  test.each([
    ['the mouth of another', n3, oral(n1)],
    ['somebody who is not the commander', n3, oral(n3)],
    ['a path that comes back', n1, oral(n1, n3, n1)],
    ['a path through itself', n3, oral(n1, n2, n3)],
    ['a stranger', peerId('stranger'), oral(n1, peerId('stranger'))],
    ['a longer path than there are rounds', n4, oral(n1, n3, n4)],
    ['a letter in a war of words', n1, { type: 'signed', ...seal({ order: attack, seals: [] }, n1, schemes.modelled) }],
  ] as const)('[R2] what comes from %s is not heard (A2)', (_, from, message) => {
    const general = new Lieutenant()
    general.endRound()
    general.hear(from, message)
    expect([general.node.heard.size, general.node.letters.length]).toEqual([0, 0])
  })

  test('[R1] the second word along one path does not undo the first', () => {
    const general = new Lieutenant()
    general.hear(n1, oral(n1))
    general.hear(n1, { type: 'oral', order: 'retreat', path: [n1] })
    expect([...general.node.heard.values()]).toEqual(['attack'])
  })

  test('[R1] the word of a round that is over comes too late (A3)', () => {
    const general = new Lieutenant()
    general.endRound()
    general.endRound()
    general.hear(n1, oral(n1))
    expect(general.node.heard.size).toBe(0)
  })

  test('[R1] half is no majority', () => {
    expect([majority(['attack', 'retreat']), majority(['attack', 'attack', 'retreat'])]).toEqual(['retreat', 'attack'])
  })

  test('[R4] a general that slept says nothing more, and obeys what it obeyed', () => {
    const general = new Lieutenant({}, { obeyed: attack })
    expect([general.around.effects, general.node.obeyed]).toEqual([[], 'attack'])
    general.hear(n1, oral(n1))
    expect(general.node.heard.size).toBe(0)
  })
})

describe.each(['modelled', 'ed25519'] as const)('under seal, %s', scheme => {
  const unsealed: Letter = { order: attack, seals: [] }
  const letterOf = (...by: readonly PeerId[]): Letter =>
    by.reduce((letter, signer) => seal(letter, signer, schemes[scheme]), unsealed)
  const heardBy = (from: PeerId, letter: Letter): number => {
    const general = new Lieutenant({ kind: 'signed', scheme })
    general.endRound()
    general.hear(from, { type: 'signed', ...letter })
    return general.node.letters.length
  }

  test('[R2] a letter with genuine seals is kept, and passed on with one seal more (§4, SM(m) step 2)', () => {
    expect([heardBy(n1, letterOf(n1)), heardBy(n3, letterOf(n1, n3))]).toEqual([1, 1])
    const general = new Lieutenant({ kind: 'signed', scheme })
    general.endRound()
    general.hear(n1, { type: 'signed', ...letterOf(n1) })
    expect(general.endRound()[0]).toEqual({ type: 'signed', ...letterOf(n1, n2) })
  })

  test('[R2] another order under the same seals is a forgery (A4)', () => {
    expect(heardBy(n1, { ...letterOf(n1), order: 'retreat' })).toBe(0)
  })

  test('[R2] a seal cannot be cut out of a chain, nor moved into another (A4)', () => {
    const { seals } = letterOf(n1, n3, n4)
    expect(heardBy(n4, { order: attack, seals: [seals[0]!, seals[2]!] })).toBe(0)
  })

  test('[R2] a seal of one general does not stand for another (A4)', () => {
    const { seals } = letterOf(n3)
    expect(heardBy(n1, { order: attack, seals: [{ by: n1, signature: seals[0]!.signature }] })).toBe(0)
  })
})
