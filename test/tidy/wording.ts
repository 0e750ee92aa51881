// What a reader elsewhere, years from now, could make nothing of: the addresses and habits of whoever wrote it.

import type { SourceFile, TidyRule } from './tree.ts'

const registries = /\bregistry\.[a-z]|\bnpm(?:js|mirror)\b|\bdeb\.debian\b|\bpypi\.|\bcrates\.io\b|\bproxy\.golang\b/gi
const machinePaths = /(?<![\w.\-/])\/(?:work|root|home)(?:\/|(?![\w/-]))/g
/** A client's session is a word of Raft's; whoever works on the code has none here. */
const workHabits =
  /\b(?:coding|work|working|agent|developer|model)[ -]sessions?\b|\bsub-?agents?\b|\bCEO\b|\blanguage model\b|\bco-authored-by\b/gi
const postponed = /\b(?:TO(?:DO)|FIX(?:ME))\b/g

export const noRegistryHosts: TidyRule = {
  sentence: 'nothing names the host of a package registry',
  violations: files => saying(files, registries),
}

export const noMachinePaths: TidyRule = {
  sentence: 'nothing names a folder of one machine',
  violations: files => saying(files, machinePaths),
}

export const noWorkHabits: TidyRule = {
  sentence: 'nothing tells who worked on it, or in which sitting',
  violations: files => saying(files, workHabits),
}

export const nothingPostponed: TidyRule = {
  sentence: 'nothing is left for later',
  violations: files => saying(files, postponed),
}

export const lockWithoutAddresses: TidyRule = {
  sentence: 'the package lock tells what to install and how to check it, not where from',
  violations: files => saying(files.filter(isLock), /"resolved":/g),
}

const isLock = ({ path }: SourceFile): boolean => /(^|\/)package-lock\.json$/.test(path)

function saying(files: readonly SourceFile[], words: RegExp): string[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) => (line.match(words) ?? []).map(found => `${path}:${index + 1} says ${found}`)),
  )
}
