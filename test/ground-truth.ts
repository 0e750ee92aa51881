// Facts from outside the project, beside the checkout. Where they are absent, tests that need them skip and say so.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'

const groundTruth = join(import.meta.dirname, '../../shared/ground-truth')

/** Describes claims against one folder of facts; the claims get its path. */
export function describeGroundTruth(name: string, folder: string, claims: (path: string) => void): void {
  describe(name, () => {
    const path = join(groundTruth, folder)
    if (existsSync(path)) claims(path)
    else test(folder, context => context.skip(`absent: ../shared/ground-truth/${folder}`))
  })
}
