// Markdown that looks in the editor a little like what it means: headings large, code in its own type, marks quiet.

import { syntaxTree } from '@codemirror/language'
import type { Range } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'

/** By the names of the Markdown grammar. */
const looks: Readonly<Record<string, string>> = {
  ATXHeading1: 'md-1',
  ATXHeading2: 'md-2',
  ATXHeading3: 'md-3',
  ATXHeading4: 'md-3',
  ATXHeading5: 'md-3',
  ATXHeading6: 'md-3',
  SetextHeading1: 'md-1',
  SetextHeading2: 'md-2',
  StrongEmphasis: 'md-strong',
  Emphasis: 'md-emphasis',
  Strikethrough: 'md-struck',
  InlineCode: 'md-code',
  FencedCode: 'md-code',
  CodeBlock: 'md-code',
  Blockquote: 'md-quote',
  Link: 'md-link',
  URL: 'md-mark',
  HeaderMark: 'md-mark',
  EmphasisMark: 'md-mark',
  StrikethroughMark: 'md-mark',
  CodeMark: 'md-mark',
  CodeInfo: 'md-mark',
  QuoteMark: 'md-mark',
  LinkMark: 'md-mark',
  ListMark: 'md-mark',
  TaskMarker: 'md-mark',
  HorizontalRule: 'md-mark',
}

const marks = new Map(Object.entries(looks).map(([name, look]) => [name, Decoration.mark({ class: look })]))

export const markdownLooks = ViewPlugin.define(
  view => ({
    decorations: draw(view),
    update({ docChanged, viewportChanged, startState, state, view }: ViewUpdate) {
      if (docChanged || viewportChanged || syntaxTree(startState) !== syntaxTree(state)) this.decorations = draw(view)
    },
  }),
  { decorations: ({ decorations }) => decorations },
)

/** Only what is on the screen. */
function draw(view: EditorView): DecorationSet {
  const drawn: Range<Decoration>[] = []
  for (const { from, to } of view.visibleRanges)
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: node => {
        const mark = marks.get(node.name)
        const [start, end] = [Math.max(node.from, from), Math.min(node.to, to)]
        if (mark !== undefined && start < end) drawn.push(mark.range(start, end))
      },
    })
  return Decoration.set(drawn, true)
}
