// The checkout as a list of text files, which is all that a tidy rule sees.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface SourceFile {
  /** From the root of the checkout, with slashes. */
  readonly path: string
  readonly text: string
}

/** A sentence that must hold of every tree, and how to find where it does not: one line for each place. */
export interface TidyRule {
  readonly sentence: string
  violations(files: readonly SourceFile[]): string[]
}

/** What is installed, built or kept by git is not ours to tidy. */
const foreign = new Set(['node_modules', 'dist', '.git', 'test-results', '.vite'])

export function readTree(root: string, folder = ''): SourceFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (foreign.has(entry.name)) return []
    if (entry.isDirectory()) return readTree(root, path)
    const text = entry.isFile() ? readFileSync(join(root, path), 'utf8') : ''
    return text.includes('\0') ? [] : [{ path, text }]
  })
}
