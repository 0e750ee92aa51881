// What may be expected of replicated data types: that merging is lawful, and that no edit is lost where that is promised.

import { lossRules } from './rules-losses.ts'
import { mergingRules } from './rules-merging.ts'

export const rules = [...mergingRules, ...lossRules]
