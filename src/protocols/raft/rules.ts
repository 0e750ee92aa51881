// What may be expected of Raft: R1 to R27, as README says them.

import { clientRules } from './rules-clients.ts'
import { commitmentRules } from './rules-commitment.ts'
import { electionRules } from './rules-elections.ts'
import { logRules } from './rules-logs.ts'
import { membershipRules } from './rules-membership.ts'
import { progressRules } from './rules-progress.ts'

const parts = [electionRules, logRules, commitmentRules, membershipRules, clientRules, progressRules]

const numberOf = (id: string): number => Number(id.slice(1))

export const rules = parts.flat().sort((left, right) => numberOf(left.id) - numberOf(right.id))
