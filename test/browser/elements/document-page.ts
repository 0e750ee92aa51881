// The page of documents as somebody opens it, with an ear for what the browser complains of: a strict policy forbids much.

import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { loopbackLaunch, loopbackPermissions } from '../swarm/serve-pages.ts'
import { type BuiltPages, servePages } from './built-pages.ts'

/** Where lines are joined, Chromium's own editing tries to keep their looks by inline styles; ours name the script. */
const chromiumsOwn = 'Applying inline style'

export class DocumentPages {
  readonly #origin: string
  /** Errors that no test asked for, of all pages. */
  readonly complaints: string[] = []

  constructor(origin: string) {
    this.#origin = origin
  }

  /** At a whole address, or at a query of the page. */
  async open(context: BrowserContext, name: string, address: string): Promise<Page> {
    const page = await context.newPage()
    page.on('pageerror', ({ message }) => this.complaints.push(message))
    page.on('console', message => {
      if (message.type() === 'error' && !message.text().startsWith(chromiumsOwn)) this.complaints.push(message.text())
    })
    await page.addInitScript(given => {
      localStorage.setItem('tabswarm name', given)
      document.addEventListener('securitypolicyviolation', ({ sourceFile, effectiveDirective }) => {
        if (sourceFile !== '') console.error(`${sourceFile} breaks ${effectiveDirective}`)
      })
    }, name)
    await page.goto(new URL(address, `${this.#origin}demo/documents.html`).href)
    return page
  }
}

/** Tests of documents: none may have made a page complain. */
export const test = base.extend<{ documents: DocumentPages }, { pages: BuiltPages }>({
  permissions: [...loopbackPermissions],
  launchOptions: [loopbackLaunch, { scope: 'worker' }],
  pages: [
    async ({ browserName: _ }, use) => {
      const pages = await servePages()
      await use(pages)
      await pages.close()
    },
    { scope: 'worker' },
  ],
  documents: async ({ pages }, use) => {
    const documents = new DocumentPages(pages.origin)
    await use(documents)
    expect(documents.complaints).toEqual([])
  },
})
