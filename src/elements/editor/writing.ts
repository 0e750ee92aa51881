// The text of a document in an editor of its own: CodeMirror in a shadow tree, in step with yjs, for one element.

import { defaultKeymap, indentWithTab } from '@codemirror/commands'
import { markdown, markdownLanguage } from '@codemirror/lang-markdown'
import { Compartment, EditorState, type Extension, type Text as Page } from '@codemirror/state'
import { EditorView, highlightSpecialChars, type KeyBinding, keymap, placeholder } from '@codemirror/view'
import { yUndoManagerKeymap } from 'y-codemirror.next'
import { type Text, UndoManager } from 'yjs'
import type { EditorTexts } from '../../locales/editor/texts.ts'
import type { Session } from '../document/seat.ts'
import { type Format, formatted } from './formats.ts'
import { markdownLooks } from './markdown-looks.ts'
import { remoteCursors } from './remote-cursors.ts'
import { inStep, textOf } from './text-binding.ts'

/** The yjs text of a document that the editor shows. */
export const textName = 'text'

interface WritingOptions {
  readonly session: Session
  readonly root: ShadowRoot
  readonly texts: EditorTexts
  readonly isReadOnly: boolean
  /** The text is another, or what can be undone. */
  readonly changed: () => void
}

export class Writing {
  readonly text: Text
  readonly undoing: UndoManager
  readonly #view: EditorView
  readonly #manner = new Compartment()
  readonly #changed: () => void
  #texts: EditorTexts

  constructor({ session, root, texts, isReadOnly, changed }: WritingOptions) {
    const { document, people } = session
    this.text = document.doc.getText(textName)
    this.undoing = new UndoManager(this.text)
    this.#changed = changed
    this.#texts = texts
    this.#view = new EditorView({
      root,
      state: EditorState.create({
        doc: textOf(this.text),
        extensions: [
          EditorState.lineSeparator.of('\n'), // as yjs counts; another would put the two out of step
          EditorView.clipboardInputFilter.of(pasted => pasted.replace(/\r\n?/g, '\n')),
          EditorView.lineWrapping,
          highlightSpecialChars({ render: codeOf }),
          keymap.of([
            leaveKey,
            ...formatKeys,
            ...(yUndoManagerKeymap as KeyBinding[]),
            ...defaultKeymap,
            indentWithTab,
          ]),
          markdown({ base: markdownLanguage, completeHTMLTags: false }),
          markdownLooks,
          inStep(this.text, this.undoing),
          remoteCursors({
            text: this.text,
            name: textName,
            awareness: document.awareness,
            people,
            unnamed: () => this.#texts.unnamed,
          }),
          this.#manner.of(mannerOf(texts, isReadOnly)),
        ],
      }),
    })
    this.text.observe(changed)
    for (const event of ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const)
      this.undoing.on(event, changed)
  }

  get element(): HTMLElement {
    return this.#view.dom
  }

  /** The text as it is now: another object when it is another text. */
  get page(): Page {
    return this.#view.state.doc
  }

  format(format: Format): void {
    this.#view.dispatch(formatted(this.#view.state, format), { scrollIntoView: true, userEvent: 'input.format' })
    this.#view.focus()
  }

  /** In another language, or for another reader. */
  show(texts: EditorTexts, isReadOnly: boolean): void {
    if (texts === this.#texts && isReadOnly === this.#view.state.readOnly) return
    this.#texts = texts
    this.#view.dispatch({ effects: this.#manner.reconfigure(mannerOf(texts, isReadOnly)) })
  }

  close(): void {
    this.text.unobserve(this.#changed)
    this.undoing.destroy()
    this.#view.destroy()
  }
}

/** `keys` is the element's line about the Tab key, for those who write; a text that is only read has its place by Tab too. */
const mannerOf = ({ text, nothingYet }: EditorTexts, isReadOnly: boolean): Extension => [
  EditorState.readOnly.of(isReadOnly),
  EditorView.editable.of(!isReadOnly),
  isReadOnly ? [] : placeholder(nothingYet),
  EditorView.contentAttributes.of({
    'aria-label': text,
    ...(isReadOnly ? { tabindex: '0' } : { 'aria-describedby': 'keys' }),
  }),
]

/** What cannot be seen, or would turn the words around it, is told by its number. */
function codeOf(code: number): HTMLElement {
  const mark = document.createElement('span')
  mark.className = 'code-point'
  mark.textContent = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  return mark
}

/** So long after Escape, Tab leaves the text. */
const leaveWithinMs = 2000

/** The editor's own way gives up a selection first: it is to stay, for the tools. */
const leaveKey: KeyBinding = {
  key: 'Escape',
  run(view) {
    view.setTabFocusMode(leaveWithinMs)
    return view.state.selection.ranges.length === 1
  },
}

const run = (format: Format) => (view: EditorView) => {
  if (!view.state.readOnly) view.dispatch(formatted(view.state, format), { userEvent: 'input.format' })
  return true
}

const formatKeys: readonly KeyBinding[] = [
  { key: 'Mod-b', run: run('strong') },
  { key: 'Mod-i', run: run('emphasis') },
  { key: 'Mod-k', run: run('link') },
]
