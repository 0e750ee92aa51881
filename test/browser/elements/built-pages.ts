// The pages as a visitor gets them, served by a static host under a path of its own.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sirv from 'sirv'
import { siteFolder } from '../build-site.ts'

export interface BuiltPages {
  readonly folder: string
  /** Ends with a slash. */
  readonly origin: string
  close(): Promise<void>
}

/** What a careful host allows its pages: no inline script, no eval, nothing from elsewhere. */
export const strictPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'"

export async function servePages(): Promise<BuiltPages> {
  const folder = siteFolder()
  const serveFile = sirv(folder)
  const server = createServer((request, response) => {
    request.url = request.url!.replace('/any/path', '')
    response.setHeader('content-security-policy', strictPolicy)
    serveFile(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    folder,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}/any/path/`,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
