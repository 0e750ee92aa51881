// How the pages are built, and where the unit tests run: all in Node, and what must be equal everywhere in Chromium too.

import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumFlags, findChromium } from './test/browser/find-chromium.ts'

const chromium = findChromium()

const demos = ['course', 'embed', 'embedding', 'lab', 'room']

/** Each page, and `elements.js` for pages of others: the one file whose name must not change. */
const input = {
  index: 'index.html',
  ...Object.fromEntries(demos.map(name => [name, `demo/${name}.html`])),
  elements: 'src/elements/define.ts',
}
const entryFileNames = ({ name }: { readonly name: string }) =>
  name === 'elements' ? 'elements.js' : 'assets/[name]-[hash].js'

export default defineConfig({
  base: './',
  // Every browser that can run these modules preloads them itself.
  build: { modulePreload: { polyfill: false }, rolldownOptions: { input, output: { entryFileNames } } },
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
