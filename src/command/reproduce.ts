// `tabswarm reproduce`: a paper's figures beside ours.

import type { Figures, Paper } from '../lab/paper.ts'
import { toJson } from '../trace/trace-json.ts'
import { shown } from '../trace/words.ts'
import type { Command } from './command.ts'
import { share } from './crew.ts'
import { BadArgument } from './order.ts'
import { progressOf } from './progress.ts'
import { loadLab, protocolNames } from './protocols.ts'
import { readSettings } from './settings.ts'
import { means, standardErrors } from './statistics.ts'
import { table } from './table.ts'

export const reproduce: Command = {
  name: 'reproduce',
  says: 'Measures what a paper measured, and prints its figures beside ours.',
  words: 'NAME',
  options: {
    set: { takes: 'setting=value', isRepeatable: true, says: 'Another setting than the paper chose.' },
    runs: { takes: 'N', says: 'How many runs, with the seeds 1 to N.' },
  },

  async run(order, io) {
    const { protocol, paper } = await findPaper(order.onlyWord('NAME'))
    const shapes = Object.fromEntries(Object.entries(paper.settings).map(([name, { shape }]) => [name, shape]))
    const chosen = Object.fromEntries(Object.entries(paper.settings).map(([name, { value }]) => [name, value]))
    const settings: Record<string, unknown> = { ...chosen, ...readSettings(order.all('set'), shapes) }
    const count = order.whole('runs', 1, 10_000_000) ?? paper.runs
    const progress = progressOf(order, io, count, 'runs')
    const figures: Figures[] = []
    const isWhole = await share(
      {
        count,
        task: index => ({ kind: 'measure', protocol, paper: paper.name, settings, seed: index + 1 }) as const,
        take(measured, index) {
          figures.push(measured)
          progress(index + 1)
          return true
        },
      },
      io,
    )
    progress()
    if (figures.length === 0) return 3
    const name = `${protocol}/${paper.name}`
    const ours = means(figures)
    const errors = standardErrors(figures)
    const isSilent = Object.keys(ours).length === 0
    const published = paper.published(settings)
    if (order.has('json')) {
      io.out(JSON.stringify({ name, settings: toJson(settings), runs: figures.length, ours, paper: published, errors }))
    } else {
      io.out(`${name}: ${paper.says}\n${paper.source}`)
      io.out(
        `${Object.entries(settings)
          .map(([name, value]) => `${name} ${shown(value)}`)
          .join(', ')}; ${figures.length} runs`,
      )
      io.out(table([['', 'ours', '±', 'paper'], ...Object.keys({ ...published, ...ours }).map(row)]))
      if (isSilent) io.out('  with these settings a run came to no end that could be measured')
    }
    return isWhole && !isSilent ? 0 : 3

    function row(figure: string): string[] {
      const number = (value: number | undefined): string =>
        value === undefined ? '-' : `${Number(value.toPrecision(5))}`
      return [figure, number(ours[figure]), number(errors[figure]), number(published[figure])]
    }
  },
}

async function findPaper(name: string): Promise<{ readonly protocol: string; readonly paper: Paper }> {
  const [protocol = '', table, ...rest] = name.split('/')
  if (protocolNames().includes(protocol) && rest.length === 0) {
    const papers = (await (await loadLab(protocol)).papers?.())?.papers ?? []
    const paper = papers.find(paper => paper.name === table)
    if (paper !== undefined) return { protocol, paper }
  }
  throw new BadArgument('NAME', `expected one of ${(await paperNames()).join(', ')}, got '${name}'`)
}

async function paperNames(): Promise<string[]> {
  const names: string[] = []
  for (const protocol of protocolNames()) {
    const papers = (await (await loadLab(protocol)).papers?.())?.papers ?? []
    names.push(...papers.map(({ name }) => `${protocol}/${name}`))
  }
  return names
}
