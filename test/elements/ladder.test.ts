// The ladder that a page shows: which steps are reached, and the reason of each, in every language.

import { describe, expect, it } from 'vitest'
import { type Connections, ladderOf, stepOf } from '../../src/elements/ladder.ts'
import { en } from '../../src/locales/en.ts'
import { languageOf } from '../../src/locales/language-of.ts'
import { textsOf } from '../../src/locales/languages.ts'

const alone: Connections = { relay: 'none', hasMetByHand: false, ways: [], directTrouble: null }
const shown = (connections: Connections) =>
  ladderOf(connections, en).map(({ step, isReached, why }) => `${step} ${isReached} ${why}`)

describe('the ladder', () => {
  it('of a tab without relay or peers reaches the tabs of its browser, and says why no further', () => {
    expect(shown(alone)).toEqual([
      `tabs true ${en.tabsReach}`,
      `relay false ${en.noRelay}`,
      `invitation false ${en.handReach}`,
      `direct false ${en.directWaits}`,
    ])
  })
  it('names what was tried in vain beside the step that failed, in each language', async () => {
    for (const language of ['en', 'es', 'pt']) {
      const texts = await textsOf(language)
      const rungs = ladderOf({ ...alone, relay: 'sought', ways: ['relay'], directTrouble: 'noCandidates' }, texts)
      expect(rungs[1]).toEqual({ step: 'relay', isReached: false, why: texts.relaySought })
      expect(rungs[3]?.why).toBe(`${texts.directWaits} ${texts.directTrouble.noCandidates}`)
    }
  })
  it('says when an invitation has led to somebody', () => {
    expect(shown({ ...alone, hasMetByHand: true })[2]).toBe(`invitation true ${en.handMet}`)
  })
  it('counts the peers that are reached directly, and forgets older trouble', () => {
    const ways = ['direct', 'relay2', 'direct', 'invitation', 'others']
    const lines = shown({ ...alone, relay: 'joined', ways, directTrouble: 'noCandidates' })
    expect(lines[3]).toBe('direct true Data flows straight to 2 peers.')
    expect(ways.map(stepOf)).toEqual(['direct', 'relay', 'direct', 'invitation', 'others'])
  })
})

describe('the language of an element', () => {
  it('is that of the page, whatever its region, and English where we have none', () => {
    expect(['pt-BR', 'es', 'EN-gb', 'de', '', 'constructor'].map(languageOf)).toEqual([
      'pt',
      'es',
      'en',
      'en',
      'en',
      'en',
    ])
  })
  it('has sentences of its own for one and for many', async () => {
    for (const language of ['en', 'es', 'pt']) {
      const { here } = await textsOf(language)
      expect(new Set([here(0), here(1), here(2)]).size).toBe(3)
      expect(here(2)).toContain('2')
    }
  })
})
