// The built pages, as a site: files as they are, and in each page's head the address of the relay that serves it.

import { readdir, readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join, posix, relative, sep } from 'node:path'
import sirv from 'sirv'
import { relayMeta } from '../swarm/join-room.ts'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** Reads the list of pages once: what is not in it cannot be asked for. */
export async function pagesIn(folder: string): Promise<Answer> {
  const files = await readdir(folder, { recursive: true })
  const pages = new Set(files.map(file => `/${relative('', file).split(sep).join('/')}`).filter(isPage))
  const serveFile = sirv(folder, { etag: true, extensions: [] })
  return (request, response) => {
    const path = pathOf(request)
    const page = path.endsWith('/') ? `${path}index.html` : path
    if (pages.has(page)) void servePage(folder, page, response)
    else serveFile(request, response, () => notFound(response))
  }
}

export function notFound(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n')
}

export function pathOf(request: IncomingMessage): string {
  try {
    return decodeURIComponent(new URL(request.url ?? '/', 'http://relay').pathname)
  } catch {
    return '/\0' // no such page
  }
}

async function servePage(folder: string, page: string, response: ServerResponse): Promise<void> {
  try {
    const html = await readFile(join(folder, page), 'utf8')
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
    response.end(html.replace(/<head[^>]*>/i, head => `${head}${metaFor(page)}`))
  } catch {
    notFound(response) // deleted since the relay began
  }
}

/** Relative to the page, so that it holds behind any proxy's prefix. */
const metaFor = (page: string): string =>
  `<meta name="${relayMeta}" content="${posix.relative(posix.dirname(page), '/relay')}">`

const isPage = (path: string): boolean => path.endsWith('.html')
