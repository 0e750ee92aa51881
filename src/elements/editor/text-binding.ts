// A yjs text and a CodeMirror editor in step. y-codemirror.next writes and undoes; what comes from the others is read here,
// because a peer may put things into a text that are no text, and the editor must count them as yjs does.

import type { Extension } from '@codemirror/state'
import { type EditorView, type PluginValue, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { type YSyncConfig, yCollab, ySync, ySyncAnnotation, ySyncFacet } from 'y-codemirror.next'
import type { Text, Transaction, UndoManager, YTextEvent } from 'yjs'

/** What stands in the editor for a picture or another thing in the text: one character, as long as the thing. */
export const foreign = '\ufffc'

/** As long as yjs says it is. */
export function textOf(text: Text): string {
  const pieces = text.toDelta() as { readonly insert: unknown }[]
  return pieces.map(({ insert }) => written(insert)).join('')
}

const written = (insert: unknown): string => (typeof insert === 'string' ? insert : foreign)

export function inStep(text: Text, undoManager: UndoManager): Extension {
  const parts = yCollab(text, null, { undoManager }) as readonly Extension[]
  return parts.map(part => (part === ySync ? inAndOut : part))
}

class InAndOut implements PluginValue {
  readonly #view: EditorView
  readonly #sync: YSyncConfig

  constructor(view: EditorView) {
    this.#view = view
    this.#sync = view.state.facet(ySyncFacet)
    this.#sync.ytext.observe(this.#hear)
  }

  update({ docChanged, transactions, changes }: ViewUpdate): void {
    if (!docChanged || transactions[0]?.annotation(ySyncAnnotation) === this.#sync) return
    const text = this.#sync.ytext
    text.doc?.transact(() => {
      let shift = 0
      changes.iterChanges((from, to, _from, _to, inserted) => {
        const insert = inserted.sliceString(0, inserted.length, '\n')
        if (to > from) text.delete(from + shift, to - from)
        if (insert !== '') text.insert(from + shift, insert)
        shift += insert.length - (to - from)
      })
    }, this.#sync)
  }

  destroy(): void {
    this.#sync.ytext.unobserve(this.#hear)
  }

  readonly #hear = ({ delta }: YTextEvent, { origin }: Transaction): void => {
    if (origin === this.#sync) return
    const changes: { from: number; to?: number; insert?: string }[] = []
    let at = 0
    for (const { insert, delete: gone = 0, retain = 0 } of delta) {
      if (insert !== undefined) changes.push({ from: at, insert: written(insert) })
      if (gone > 0) changes.push({ from: at, to: at + gone })
      at += gone + retain
    }
    this.#view.dispatch({ changes, annotations: ySyncAnnotation.of(this.#sync) })
  }
}

const inAndOut = ViewPlugin.fromClass(InAndOut)
