// A lab: a protocol with its rules, scenarios and mutants, ready to be run on any cluster. Each protocol folder has one.

import type { Rule } from '../checkers/rule.ts'
import type { Protocol, Vocabulary } from '../core/protocol.ts'
import type { Shape } from '../core/shape.ts'
import { type Storm, storm } from '../faults/storm.ts'
import type { Bounds } from '../simulator/explore.ts'
import type { Scenario } from '../trace/scenario.ts'
import type { Challenge } from './challenge.ts'
import type { Paper } from './paper.ts'
import type { NodeView } from './view.ts'
import type { LabWords, Language, Words } from './words.ts'

/** A named mistake, and the rule that must catch it. A checker that has never failed is not yet a checker. */
export interface Mutant<V extends Vocabulary, Node, Options> {
  readonly name: string
  /** One sentence: what was forgotten or got wrong. */
  readonly says: string
  /** The id of the rule that falls. */
  readonly breaks: string
  /** Where the mistake shows, if not in any storm. */
  readonly scenario?: string
  readonly options?: Partial<Options>
  protocol(options: Partial<Options>): Protocol<V, Node>
}

export interface Lab<V extends Vocabulary = any, Node = any, Options = any> {
  readonly name: string
  readonly title: string
  /** One sentence for the gallery. */
  readonly says: string
  protocol(options: Partial<Options>): Protocol<V, Node>
  readonly defaults: Options
  /** The shape of each option that a reader may set, by name. */
  readonly options: { readonly [K in keyof Options]: Shape<Options[K]> }
  readonly rules: readonly Rule<V, Node>[]
  /** The first is what a page shows when it names none. */
  readonly scenarios: readonly Scenario<V, Options>[]
  readonly mutants: readonly Mutant<V, Node, Options>[]
  /** How many may lie before the rules stop being promises; 0 for protocols that only expect crashes. */
  liarsMax(nodes: number): number
  /** The worst weather that the protocol's model allows, `null` where it allows none. Left out: any storm. */
  readonly weather?: Storm | null
  /** What an exploration may do to a small cluster, unless it is told otherwise. */
  readonly exploration?: Partial<Bounds<V>>
  /** What a reader may try to bring about by hand. */
  readonly challenges?: readonly Challenge[]
  /** Tables of papers that this code must agree with; loaded when asked for. */
  papers?(): Promise<{ readonly papers: readonly Paper[] }>
  /** For a reader: what it means that a node announces an event, as templates (`./words.ts`). */
  readonly events?: Words
  /** What the lab says in other languages; loaded when a page speaks one. */
  readonly words?: { readonly [Tongue in Exclude<Language, 'en'>]: () => Promise<{ readonly words: LabWords }> }
  /** Draws one node; loaded when a page shows one. */
  view?(): Promise<{ readonly view: NodeView }>
}

/** Progress is demanded of the core so long after a storm has cleared. */
export const recoveryMs = 5_000

export const weatherOf = (lab: Lab): Storm | null => (lab.weather === undefined ? storm : lab.weather)

/** Binds the three types once; the rest of a `lab.ts` is a list of parts. */
export function defineLab<V extends Vocabulary, Node, Options>(lab: Lab<V, Node, Options>): Lab<V, Node, Options> {
  return lab
}
