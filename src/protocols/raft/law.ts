// What all servers of one cluster obey: the settings, and the judgments of the paper.

import type { Machine } from '../../core/machine.ts'
import type { Decisions } from './decisions.ts'
import type { RaftOptions } from './node.ts'

export interface Law {
  readonly machine: Machine
  readonly settings: RaftOptions
  readonly decisions: Decisions
}
