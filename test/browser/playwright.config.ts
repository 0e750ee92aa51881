// How Playwright runs the stories of real pages: one Chromium, the same flags as everywhere, no retries.

import { defineConfig } from '@playwright/test'
import { chromiumFlags, findChromium } from './find-chromium.ts'

const chromium = findChromium()

export default defineConfig({
  testDir: '.',
  globalSetup: './build-site.ts',
  testMatch: '**/*.spec.ts',
  snapshotPathTemplate: '{testDir}/{testFileDir}/goldens/{arg}{ext}',
  outputDir: '../../test-results',
  /** Two cores carry two pages that talk to each other; more workers would only make them late. */
  workers: 1,
  forbidOnly: true,
  /** A busy machine is slow, not wrong. What must be quick says so in its own test. */
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['../run/playwright-reporter.ts']],
  use: {
    browserName: 'chromium',
    launchOptions: { args: [...chromiumFlags], ...(chromium ? { executablePath: chromium } : {}) },
  },
})
