// Markdown as it is meant to be read. It is built node by node from a list of what may be in it, and never parsed as HTML:
// whatever somebody wrote, it becomes one of these elements or plain text.

import MarkdownIt, { type Env, type Token } from 'markdown-it'

/** Of a longer text, the rest is not shown: to read so much takes 50 ms. */
export const previewLengthMax = 100_000

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false })

/** Tokens of these tags become elements of the same name; a heading stands one level lower, under that of the page. */
const plain = new Set('p ul ol li blockquote pre code em strong s hr br table thead tbody tr th td'.split(' '))
const headings: Readonly<Record<string, string>> = { h1: 'h2', h2: 'h3', h3: 'h4', h4: 'h5', h5: 'h6', h6: 'h6' }

/** What a page shows: the source of each of its blocks, and the addresses that any of them may refer to. */
export interface Drawn {
  readonly blocks: readonly string[]
  readonly references: string
}

interface Block {
  readonly source: string
  readonly tokens: readonly Token[]
}

/** Draws anew only what is another than before: a keystroke changes one block of many. */
export function drawPreview(page: Element, source: string, before: Drawn | null): Drawn {
  const env: Env = {}
  const blocks = blocksIn(markdown.parse(source, env), source.split('\n'))
  const drawn = { blocks: blocks.map(block => block.source), references: JSON.stringify(env.references ?? {}) }
  const known = before?.references === drawn.references ? before.blocks : []
  if (known.length === 0) page.replaceChildren()
  const isSame = (at: number, knownAt: number) => drawn.blocks[at] === known[knownAt]
  const shorter = Math.min(blocks.length, known.length)
  let start = 0
  while (start < shorter && isSame(start, start)) start++
  let end = 0
  while (end < shorter - start && isSame(blocks.length - 1 - end, known.length - 1 - end)) end++
  for (let gone = start; gone < known.length - end; gone++) page.children[start]!.remove()
  const fresh = document.createDocumentFragment()
  build(
    fresh,
    blocks.slice(start, blocks.length - end).flatMap(({ tokens }) => tokens),
  )
  page.insertBefore(fresh, page.children[start] ?? null)
  return drawn
}

/** Each becomes exactly one element. */
function blocksIn(tokens: readonly Token[], lines: readonly string[]): Block[] {
  const blocks: Block[] = []
  let first = 0
  for (const [index, { level, nesting }] of tokens.entries()) {
    if (level > 0 || nesting === 1) continue // within a block, or at its beginning
    const [from, to] = tokens[first]!.map!
    blocks.push({ source: lines.slice(from, to).join('\n'), tokens: tokens.slice(first, index + 1) })
    first = index + 1
  }
  return blocks
}

function build(parent: ParentNode & Node, tokens: readonly Token[]): void {
  const open: (ParentNode & Node)[] = [parent]
  for (const token of tokens) {
    const place = open.at(-1)!
    if (token.nesting === -1) open.pop()
    else if (token.nesting === 1) open.push(place.appendChild(opened(token)))
    else leaf(place, token)
  }
}

function opened(token: Token): HTMLElement {
  const { type, tag, hidden } = token
  if (type === 'link_open') return linkTo(`${token.attrGet('href') ?? ''}`)
  if (hidden) return document.createElement('span') // a paragraph in a tight list
  const name = headings[tag] ?? (plain.has(tag) ? tag : 'span')
  const element = document.createElement(name)
  if (tag in headings) element.className = tag
  const start = token.attrGet('start')
  if (element instanceof HTMLOListElement && start !== null) element.start = Number(start)
  return element
}

function leaf(place: ParentNode & Node, { type, tag, content, children, attrs }: Token): void {
  if (type === 'inline') build(place, children ?? [])
  else if (type === 'text') place.appendChild(document.createTextNode(content))
  else if (type === 'softbreak') place.appendChild(document.createTextNode('\n'))
  else if (type === 'hardbreak' || type === 'hr') place.appendChild(document.createElement(tag))
  else if (type === 'code_inline') place.appendChild(document.createElement('code')).textContent = content
  else if (type === 'fence' || type === 'code_block')
    place.appendChild(document.createElement('pre')).appendChild(document.createElement('code')).textContent = content
  else if (type === 'image') place.appendChild(pictureLink(content, attrs))
  else place.appendChild(document.createTextNode(content))
}

/** A picture would tell its server who reads, so it is a link. */
function pictureLink(alternative: string, attrs: Token['attrs']): HTMLElement {
  const source = `${attrs?.find(([name]) => name === 'src')?.[1] ?? ''}`
  const link = linkTo(source)
  link.textContent = alternative || source
  link.classList.add('picture')
  return link
}

function linkTo(address: string): HTMLElement {
  if (!isSafe(address)) return document.createElement('span')
  const link = document.createElement('a')
  link.href = address
  link.target = '_blank'
  link.rel = 'noopener noreferrer nofollow ugc'
  return link
}

/** Whole addresses only: another would lead into the page that embeds us. */
function isSafe(address: string): boolean {
  return URL.canParse(address) && ['http:', 'https:', 'mailto:'].includes(new URL(address).protocol)
}
