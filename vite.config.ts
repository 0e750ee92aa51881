// How the pages are built, and where the unit tests run: all in Node, and what must be equal everywhere in Chromium too.

import { playwright } from '@vitest/browser-playwright'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { compileHints } from './test/browser/compile-hints.ts'
import { chromiumFlags, findChromium } from './test/browser/find-chromium.ts'
import { editorData, manifest } from './test/manifest/manifest.ts'

const chromium = findChromium()

const demos = ['course', 'documents', 'embed', 'embedding', 'lab', 'room']

/** Each page, and `elements.js` for pages of others: the one file whose name must not change. */
const input = {
  index: 'index.html',
  ...Object.fromEntries(demos.map(name => [name, `demo/${name}.html`])),
  elements: 'src/elements/define.ts',
}
const entryFileNames = ({ name }: { readonly name: string }) =>
  name === 'elements' ? 'elements.js' : 'assets/[name]-[hash].js'

/** What all pages begin with is one file, and what all labs begin with another: smaller so, and sooner asked for. */
const codeSplitting = {
  groups: [
    {
      name: 'elements',
      test: /node_modules\/(@lit|lit)(?!.*directive)|src\/(elements\/(looks|language|later|roster)|core\/(bytes|ids|wire|shape))\.ts/,
      priority: 1,
    },
    { name: 'lab', test: /elements\/(lab\/swarm-lab|network\/swarm-network)\.ts$/ },
    { name: 'page', test: /demo\/(language|lab-address)\.ts$/ },
  ],
}

/** `lab.ts?opening` is a lab without its rules, mistakes and challenges: as much of it as a page needs to show a run. */
const openings: Plugin = {
  name: 'openings',
  enforce: 'pre',
  transform: {
    filter: { id: /\/lab\.ts\?opening$/ },
    handler: source =>
      source.replace(/^import \{ (rules|mutants|challenges) \} from '\.\/\1\.ts'$/gm, 'const $1: never[] = []'),
  },
}

/** What pages and editors want to know of the elements, beside them. */
const facts: Plugin = {
  name: 'facts',
  generateBundle() {
    const put = (fileName: string, source: object) =>
      this.emitFile({ type: 'asset', fileName, source: JSON.stringify(source, null, 2) })
    put('custom-elements.json', manifest())
    put('vscode.html-custom-data.json', editorData())
  },
}

export default defineConfig({
  base: './',
  plugins: [openings, facts, compileHints(/\/(src\/(swarm|documents)|node_modules\/(@?libp2p|yjs))\//)],
  build: {
    modulePreload: false,
    rolldownOptions: { input, preserveEntrySignatures: 'exports-only', output: { entryFileNames, codeSplitting } },
  },
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.browser.test.ts'],
          testTimeout: 30_000, // a busy machine is slow, not wrong
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
