// What the tools do to a text: Markdown around the selection, or in front of its lines; done twice, it is taken away.

import { EditorSelection, type EditorState, type TransactionSpec } from '@codemirror/state'

export type Format = 'strong' | 'emphasis' | 'code' | 'heading' | 'list' | 'quote' | 'link'

const marks = { strong: '**', emphasis: '_', code: '`' } as const
const beginnings = { heading: '## ', list: '- ', quote: '> ' } as const
const linkStart = 'https://'

export function formatted(state: EditorState, format: Format): TransactionSpec {
  if (format === 'link') return linked(state)
  if (format in beginnings) return begun(state, beginnings[format as keyof typeof beginnings])
  return wrapped(state, marks[format as keyof typeof marks])
}

function wrapped(state: EditorState, mark: string): TransactionSpec {
  const size = mark.length
  return state.changeByRange(({ from, to }) => {
    const isWrapped = state.sliceDoc(from - size, from) === mark && state.sliceDoc(to, to + size) === mark
    if (isWrapped)
      return {
        changes: [
          { from: from - size, to: from },
          { from: to, to: to + size },
        ],
        range: EditorSelection.range(from - size, to - size),
      }
    return {
      changes: [
        { from, insert: mark },
        { from: to, insert: mark },
      ],
      range: EditorSelection.range(from + size, to + size),
    }
  })
}

/** All lines of the selection, or, where all have it, none. */
function begun(state: EditorState, beginning: string): TransactionSpec {
  const numbers = new Set(
    state.selection.ranges.flatMap(({ from, to }) => {
      const [first, last] = [state.doc.lineAt(from).number, state.doc.lineAt(to).number]
      return Array.from({ length: last - first + 1 }, (_, index) => first + index)
    }),
  )
  const lines = [...numbers].map(number => state.doc.line(number))
  const isBegun = lines.every(({ text }) => text.startsWith(beginning))
  return {
    changes: lines
      .filter(({ text }) => isBegun || !text.startsWith(beginning))
      .map(({ from }) => (isBegun ? { from, to: from + beginning.length } : { from, insert: beginning })),
  }
}

/** The address is selected, to be typed. */
function linked(state: EditorState): TransactionSpec {
  return state.changeByRange(({ from, to }) => {
    const text = state.sliceDoc(from, to)
    const start = from + text.length + 3
    return {
      changes: { from, to, insert: `[${text}](${linkStart})` },
      range: EditorSelection.range(start, start + linkStart.length),
    }
  })
}
