// Histories of real systems whose verdicts others found: etcd's registers, a key-value store, Knossos' own tests.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { linearizable } from '../../src/checkers/linearizable.ts'
import { models } from '../../src/checkers/models.ts'
import { parseHistory } from '../../src/trace/history-text.ts'
import { describeGroundTruth } from '../ground-truth.ts'

describeGroundTruth('histories with known verdicts', 'histories', path => {
  for (const file of readdirSync(path)) {
    const text = readFileSync(join(path, file), 'utf8')
    const isLinearizable = /"linearizable":true/.test(text.slice(0, text.indexOf('\n')))
    test(`${file} is ${isLinearizable ? '' : 'not '}linearizable`, () => {
      const history = parseHistory(text)
      const { is } = linearizable(history, models.get(history.model!)!)
      expect(is).toBe(isLinearizable ? 'holds' : 'broken')
    })
  }
})
