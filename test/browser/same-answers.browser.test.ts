// Goal: a run repeats itself in every engine. Method: Node and Chromium do the same pure work and compare the answers.

import { describe, expect, inject, test } from 'vitest'
import './answers-from-node.ts'
import { sameAnswers } from './same-answers.ts'

describe('Chromium and Node give the same answer:', () => {
  for (const [name, work] of Object.entries(sameAnswers)) {
    test(name, () => {
      expect(navigator.userAgent).toContain('Chrome')
      expect(work()).toBe(inject('answersFromNode')[name])
    })
  }
})
