// `tabswarm simulate`: runs a protocol in the simulator, once or for many seeds, and judges it by its rules.

import type { Experiment } from '../lab/experiment.ts'
import { headerOf } from '../lab/header.ts'
import { minimize } from '../lab/minimize.ts'
import { toJson } from '../trace/trace-json.ts'
import { brokenStory } from './broken-story.ts'
import type { Command, ExitCode } from './command.ts'
import { share } from './crew.ts'
import type { Io } from './io.ts'
import { BadArgument, type Order } from './order.ts'
import { progressOf } from './progress.ts'
import { loadLab } from './protocols.ts'
import { commandOf, readExperiment, runOptions } from './run-options.ts'
import { table } from './table.ts'
import { attempt } from './task.ts'
import { withTraceFile } from './trace-file.ts'
import { type RuleSummary, Verdicts } from './verdicts.ts'

export const seedsMax = 1_000_000_000

export const simulate: Command = {
  name: 'simulate',
  says: 'Runs a protocol in the simulator and judges it by its rules.',
  words: 'PROTOCOL',
  options: {
    ...runOptions,
    seed: { takes: 'S', says: 'The seed that decides everything; 1, if none is given.' },
    seeds: { takes: 'N', says: 'Runs the seeds 1 to N, on all cores.' },
    trace: { takes: 'FILE', says: 'Records the run, for replay, story and export.' },
  },

  async run(order, io): Promise<ExitCode> {
    const lab = await loadLab(order.onlyWord('PROTOCOL'))
    const experiment = readExperiment(order, lab)
    const seeds = readSeeds(order)
    const verdicts = new Verdicts(lab)
    const traceFile = order.text('trace')
    if (traceFile !== null) {
      const recorded = { ...experiment, seed: seeds.first }
      verdicts.add(
        seeds.first,
        withTraceFile(traceFile, headerOf(recorded), listen => attempt({ ...recorded, listen })),
      )
      tell(recorded, verdicts, seeds, order, io)
      return verdicts.exitCode
    }
    const header = headerOf({ ...experiment, seed: seeds.first })
    const progress = progressOf(order, io, seeds.count, 'seeds')
    const isWhole = await share(
      {
        count: seeds.count,
        task: index => ({ kind: 'run', header: { ...header, seed: seeds.first + index } }) as const,
        take(result, index) {
          verdicts.add(seeds.first + index, result)
          progress(index + 1)
          return true
        },
      },
      io,
    )
    progress()
    tell({ ...experiment, seed: seeds.first }, verdicts, seeds, order, io)
    if (!isWhole) io.err(`interrupted after ${verdicts.runs} of ${seeds.count} seeds`)
    return isWhole || verdicts.exitCode === 1 ? verdicts.exitCode : 3
  },
}

interface Seeds {
  readonly first: number
  readonly count: number
}

function readSeeds(order: Order): Seeds {
  const seed = order.whole('seed', 0, Number.MAX_SAFE_INTEGER)
  const count = order.whole('seeds', 1, seedsMax)
  if (seed !== null && count !== null) throw new BadArgument('--seeds', 'expected either --seed or --seeds')
  if (order.has('trace') && count !== null) throw new BadArgument('--trace', 'expected a single --seed with it')
  return { first: seed ?? 1, count: count ?? 1 }
}

function tell(experiment: Experiment, verdicts: Verdicts, { first, count }: Seeds, order: Order, io: Io): void {
  const { rules, counts, digest, stopped, brokenSeed } = verdicts
  const full = brokenSeed === null ? null : { ...experiment, seed: brokenSeed }
  const broken = full === null ? null : smallest(full, rules)
  const story = broken === null ? null : brokenStory(broken)
  if (order.has('json')) {
    const header = headerOf(experiment)
    const repeat =
      broken === null ? null : { seed: broken.seed, command: commandOf(broken), full: commandOf(full!), story }
    const verdict = (['holds', 'broken', null, 'unknown'] as const)[verdicts.exitCode]
    const { trace: _format, seed: _seed, ...run } = toJson(header) as Record<string, unknown>
    io.out(
      JSON.stringify({
        ...run,
        seeds: { first, count: verdicts.runs },
        verdict,
        rules,
        counts,
        digest,
        stopped,
        broken: repeat,
      }),
    )
    return
  }
  const { lab, scenario, mutant, storm } = experiment
  const seeds = count === 1 ? `seed ${first}` : `seeds 1 to ${verdicts.runs}`
  const title = [`scenario ${scenario}`, seeds, ...(mutant === undefined ? [] : [`mutant ${mutant}`])]
  io.out(`${lab.name}: ${[...title, ...(storm === null ? [] : ['in a storm'])].join(', ')}`)
  io.out(table(rules.map(rule => [rule.id, word(rule), rule.says, ...reason(rule, count)])))
  const { simulatedMs, ...rest } = counts
  io.out(
    `${Object.entries(rest)
      .map(([name, number]) => `${number} ${name}`)
      .join(', ')} in ${(simulatedMs / 1000).toFixed(3)} s`,
  )
  io.out(`digest ${digest}`)
  if (stopped !== null) io.out(`the protocol stopped with seed ${stopped.seed}: ${stopped.why}`)
  if (broken !== null)
    io.out(`\n${story!.join('\n')}\n\nto see it again:\n  ${commandOf(broken)}\nin full:\n  ${commandOf(full!)}`)
}

/** The fewest faults and nodes that still break the first rule that this run broke; a run that stopped stays as it is. */
function smallest(experiment: Experiment, rules: readonly RuleSummary[]): Experiment {
  const rule = rules.find(({ verdict, seed }) => verdict === 'broken' && seed === experiment.seed)
  if (rule === undefined) return experiment
  const deadlineMs = performance.now() + minimizeLimitMs
  return minimize(experiment, rule.id, { expired: () => performance.now() > deadlineMs }).experiment
}

/** A reader waits so long for a shorter story. */
const minimizeLimitMs = 10_000

function word({ kind, verdict }: RuleSummary): string {
  return kind === 'sometimes' ? (verdict === 'holds' ? 'reached' : 'not reached') : verdict
}

function reason({ kind, why, seed }: RuleSummary, count: number): string[] {
  if (why === null || kind === 'sometimes') return []
  return [count === 1 ? `But ${why}` : `But ${why} (seed ${seed})`]
}
