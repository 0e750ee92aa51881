// A page with one document of a room, and with the editors that others bound to yjs.

import { EditorView } from '@codemirror/view'
import { schema } from 'prosemirror-schema-basic'
import { EditorState } from 'prosemirror-state'
import { EditorView as ProseMirror } from 'prosemirror-view'
import Quill from 'quill'
import { yCollab } from 'y-codemirror.next'
import { initProseMirrorDoc, yCursorPlugin, ySyncPlugin, yUndoPlugin } from 'y-prosemirror'
import { QuillBinding } from 'y-quill'
import { encodeStateAsUpdate } from 'yjs'
import { sha256Hex } from '../../../../src/core/hash.ts'
import { type OpenOptions, openDocument } from '../../../../src/documents/open-document.ts'
import type { DocumentTrouble, SharedDocument } from '../../../../src/documents/shared-document.ts'
import { type JoinOptions, joinRoom } from '../../../../src/swarm/join-room.ts'
import type { Room } from '../../../../src/swarm/room.ts'

declare global {
  interface Window {
    room: Room
    shared: SharedDocument
    troubles: DocumentTrouble[]
    /** Joins, opens, and resolves when what was stored is there. */
    openShared(join: JoinOptions, document: string, options?: OpenOptions): Promise<void>
    /** The document, read as text, and as a digest of all its bytes. */
    read(): { text: string; digest: string }
    /** Types marks such as `ann.7;` at the beginning, and says each to the test once it is on the disk. */
    typeMarks(name: string, count: number, everyMs: number): Promise<void>
    /** Given by the test. */
    acknowledge(mark: string): Promise<void>
    mountCodeMirror(): EditorView
    mountQuill(): Quill
    mountProseMirror(): ProseMirror
  }
}

window.troubles = []

window.openShared = async (join, document, options) => {
  window.room = await joinRoom(join)
  window.shared = openDocument(window.room, document, options)
  window.shared.on('trouble', trouble => window.troubles.push(trouble))
  await window.shared.loaded
}

window.read = () => {
  const { doc } = window.shared
  return { text: doc.getText('text').toString(), digest: sha256Hex(encodeStateAsUpdate(doc)) }
}

window.typeMarks = async (name, count, everyMs) => {
  const text = window.shared.doc.getText('text')
  for (let number = 0; number < count; number++) {
    const mark = `${name}.${number};`
    text.insert(0, mark)
    void window.shared.saved().then(isSaved => {
      if (isSaved) void window.acknowledge(mark)
    })
    await new Promise(resolve => setTimeout(resolve, everyMs))
  }
}

window.mountCodeMirror = () => {
  const text = window.shared.doc.getText('text')
  return new EditorView({
    doc: text.toString(),
    extensions: [yCollab(text, window.shared.awareness)],
    parent: document.querySelector('#codemirror')!,
  })
}

window.mountQuill = () => {
  const quill = new Quill('#quill')
  new QuillBinding(window.shared.doc.getText('rich'), quill, window.shared.awareness)
  return quill
}

window.mountProseMirror = () => {
  const { doc, awareness } = window.shared
  const page = doc.getXmlFragment('page')
  const { doc: shown, mapping } = initProseMirrorDoc(page, schema)
  const plugins = [ySyncPlugin(page, { mapping }), yCursorPlugin(awareness), yUndoPlugin()]
  const state = EditorState.create({ doc: shown, schema, plugins })
  return new ProseMirror(document.querySelector('#prosemirror'), { state })
}
