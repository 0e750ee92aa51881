// Goal: what the READMEs of the command line and of traces show is what happens. Method: their lines, run and read.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scratch, speak } from './spoken.ts'

const files = scratch()
const source = join(import.meta.dirname, '../../src')

function linesOf(readme: string, language: string): readonly string[] {
  const text = readFileSync(join(source, readme), 'utf8')
  const [, block] = text.match(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\n\`\`\``))!
  return block!.split('\n')
}

describe('src/command/README.md', { timeout: 60_000 }, () => {
  test.each(linesOf('command/README.md', 'sh'))('%s', async line => {
    const [program, ...typed] = line.match(/'[^']*'|\S+/g)!.map(word => word.replaceAll("'", ''))
    expect(program).toBe('tabswarm')
    const { code, err } = await speak(...typed.map(word => (word === 'run.jsonl' ? files.path(word) : word)))
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })
})

test('the trace in src/trace/README.md is one, and can be repeated', async () => {
  const lines = linesOf('trace/README.md', 'jsonl')
  const { code, out } = await speak('replay', files.write('shown.jsonl', `${lines.join('\n')}\n`))
  expect(out).toContain('the seed gives the same run')
  expect(code).toBe(0)
})
