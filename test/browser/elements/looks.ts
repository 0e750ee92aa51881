// Pages as they are looked at, and what axe must not find there.

import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** How pages are looked at: in each language and in each colour, but not in each language in each colour, for words have none. */
export const looks = [
  ['en', 'light'],
  ['es', 'dark'],
  ['pt', 'light'],
] as const

/** Axe finds nothing on an open page, however it is looked at. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const [language, colorScheme] of looks) {
    await page.emulateMedia({ colorScheme })
    await page.evaluate(lang => void (document.documentElement.lang = lang), language)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${language}: ${id} ${nodes[0]?.html}`)).toEqual([])
  }
}
