// What the README of documents shows is what happens: its code, run in rooms of memory links.

import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDocument } from '../../src/documents/open-document.ts'
import { grantWriting, newDocumentKeys } from '../../src/documents/permission.ts'
import type { SharedDocument } from '../../src/documents/shared-document.ts'
import { eventually } from '../swarm/eventually.ts'
import { Classroom } from './classroom.ts'

const readme = readFileSync(join(import.meta.dirname, '../../src/documents/README.md'), 'utf8')
const [first, owned] = [...readme.matchAll(/```ts\n([\s\S]*?)\n```/g)].map(([, code]) => code!) as [string, string]

/** Runs the code with these names, and gives the documents that it opened. */
async function run(code: string, names: Readonly<Record<string, unknown>>): Promise<SharedDocument[]> {
  const opened: SharedDocument[] = []
  const open: typeof openDocument = (...given) => {
    const document = openDocument(...given)
    opened.push(document)
    return document
  }
  const all = { openDocument: open, grantWriting, newDocumentKeys, ...names }
  const body = new Function(...Object.keys(all), `return (async () => {${code}\n})()`)
  await body(...Object.values(all))
  return opened
}

it('the first example writes, keeps and restores', async () => {
  const classroom = new Classroom()
  const lines: string[] = []
  const console = { log: (...words: unknown[]) => lines.push(words.join(' ')) }
  const [notes] = await run(first, { joinRoom: async () => classroom.room('ann'), console })
  expect(notes!.doc.getText('text').toString()).toBe('Hello')
  expect(lines).toContain('alone saved 0')
  expect(lines.join()).not.toContain('storage')
})

it('the second example lets the writer write, and the reader read', async () => {
  const classroom = new Classroom()
  const rooms = { annsRoom: classroom.room('ann'), bobsRoom: classroom.room('bob') }
  const [reader, writer] = (await run(owned, rooms)) as [SharedDocument, SharedDocument]
  expect([reader, writer].map(({ status }) => status.canWrite)).toEqual([false, true])
  writer.doc.getText('text').insert(0, 'written')
  await eventually(() => reader.doc.getText('text').toString()).toBe('written')
  await Promise.all([reader.close(), writer.close()])
})
