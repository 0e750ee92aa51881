// How the pages are built, and where the unit tests run: all in Node, and what must be equal everywhere in Chromium too.

import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumFlags, findChromium } from './test/browser/find-chromium.ts'

const chromium = findChromium()

export default defineConfig({
  base: './',
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.browser.test.ts'],
        },
      },
      {
        test: {
          name: 'chromium',
          include: ['test/**/*.browser.test.ts'],
          globalSetup: 'test/browser/answers-from-node.ts',
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { args: [...chromiumFlags], ...(chromium ? { executablePath: chromium } : {}) },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
