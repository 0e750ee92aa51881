// Before the tests in Chromium: Node gives its answers, for the browser to compare with its own.

import type { TestProject } from 'vitest/node'
import { type Answers, answer } from './same-answers.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly answersFromNode: Answers
  }
}

export default function setUp(project: TestProject): void {
  project.provide('answersFromNode', answer())
}
