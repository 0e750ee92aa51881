// Where the others are in the text, each with a name and a colour of our own list. Positions are what a peer says they are:
// read field by field, and passed over where they name nothing in this text.

import { type Range, StateEffect } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  type PluginValue,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from '@codemirror/view'
import type { Awareness } from 'y-protocols/awareness'
import {
  compareRelativePositions,
  createAbsolutePositionFromRelativePosition,
  createID,
  createRelativePositionFromTypeIndex,
  type ID,
  RelativePosition,
  type Text,
} from 'yjs'
import { lettersOf, nameOf, type People, type Person } from '../document/people.ts'

interface CursorOptions {
  readonly text: Text
  readonly name: string
  readonly awareness: Awareness
  readonly people: People
  readonly unnamed: () => string
}

const othersMoved = StateEffect.define<null>()

export const remoteCursors = (options: CursorOptions) =>
  ViewPlugin.define(view => new RemoteCursors(view, options), { decorations: ({ decorations }) => decorations })

type Change = { readonly added: number[]; readonly updated: number[]; readonly removed: number[] }

class RemoteCursors implements PluginValue {
  decorations: DecorationSet
  readonly #view: EditorView
  readonly #options: CursorOptions

  constructor(view: EditorView, options: CursorOptions) {
    this.#view = view
    this.#options = options
    this.decorations = this.#draw(view.state.doc.length)
    options.awareness.on('change', this.#hear)
  }

  update({ docChanged, selectionSet, focusChanged, transactions, view, state }: ViewUpdate): void {
    if ((docChanged || selectionSet || focusChanged) && view.hasFocus) this.#tell()
    if (docChanged || transactions.some(({ effects }) => effects.some(effect => effect.is(othersMoved))))
      this.decorations = this.#draw(state.doc.length)
  }

  destroy(): void {
    const { awareness } = this.#options
    awareness.off('change', this.#hear)
    if (awareness.getLocalState() !== null) awareness.setLocalStateField('cursor', null)
  }

  readonly #hear = ({ added, updated, removed }: Change): void => {
    const isOther = (client: number) => client !== this.#options.awareness.clientID
    if ([...added, ...updated, ...removed].some(isOther)) this.#view.dispatch({ effects: othersMoved.of(null) })
  }

  /** `cursor`, as y-codemirror.next says it, so that other bindings of one text see it too. */
  #tell(): void {
    const { awareness, text } = this.#options
    const { anchor, head } = this.#view.state.selection.main
    const [from, to] = [anchor, head].map(index => createRelativePositionFromTypeIndex(text, index))
    const said = awareness.getLocalState()?.cursor as { anchor: RelativePosition; head: RelativePosition } | null
    if (said && compareRelativePositions(said.anchor, from!) && compareRelativePositions(said.head, to!)) return
    if (awareness.getLocalState() !== null) awareness.setLocalStateField('cursor', { anchor: from, head: to })
  }

  #draw(length: number): DecorationSet {
    const others = this.#options.people.list.filter(({ isSelf }) => !isSelf)
    return Decoration.set(
      others.flatMap(person => this.#marksOf(person, length)),
      true,
    )
  }

  #marksOf(person: Person, length: number): Range<Decoration>[] {
    const cursor = fieldsOf(person.said.cursor)
    const [anchor, head] = [this.#indexOf(cursor.anchor), this.#indexOf(cursor.head)]
    if (anchor === null || head === null || Math.max(anchor, head) > length) return []
    const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)]
    const name = nameOf(person, this.#options.unnamed())
    const caret = new Caret({ name, letters: lettersOf(person), hue: person.hue, at: JSON.stringify(cursor.head) })
    return [
      ...(from < to ? [Decoration.mark({ class: `peer-selection hue-${person.hue}` }).range(from, to)] : []),
      Decoration.widget({ widget: caret, side: head > anchor ? -1 : 1 }).range(head),
    ]
  }

  #indexOf(said: unknown): number | null {
    const { text, name } = this.#options
    const place = positionIn(said, name)
    const found = place && text.doc && createAbsolutePositionFromRelativePosition(place, text.doc)
    return found && found.type === text ? found.index : null
  }
}

/** Null for what is no place. A name of another text is none: yjs would make that text. */
export function positionIn(said: unknown, name: string): RelativePosition | null {
  const { type, tname, item, assoc } = fieldsOf(said)
  if (tname != null && tname !== name) return null
  const [typeId, itemId] = [idIn(type), idIn(item)]
  if (typeId === null && itemId === null && tname == null) return null
  return new RelativePosition(typeId, tname ?? null, itemId, typeof assoc === 'number' ? assoc : 0)
}

function idIn(said: unknown): ID | null {
  const { client, clock } = fieldsOf(said)
  return isNatural(client) && isNatural(clock) ? createID(client, clock) : null
}

const isNatural = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

const fieldsOf = (said: unknown): Readonly<Record<string, unknown>> =>
  typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : {}

interface CaretLooks {
  readonly name: string
  /** What stays of the name once it has been read. */
  readonly letters: string
  readonly hue: number
  /** Another place is another caret: its name shows anew. */
  readonly at: string
}

class Caret extends WidgetType {
  readonly #looks: CaretLooks

  constructor(looks: CaretLooks) {
    super()
    this.#looks = looks
  }

  override eq(other: Caret): boolean {
    const [one, two] = [this.#looks, other.#looks]
    return one.name === two.name && one.hue === two.hue && one.at === two.at
  }

  override toDOM(): HTMLElement {
    const { name, letters, hue } = this.#looks
    const caret = document.createElement('span')
    caret.className = `peer-caret hue-${hue}`
    caret.ariaHidden = 'true'
    const label = caret.appendChild(document.createElement('span'))
    label.className = 'peer-name'
    const whole = label.appendChild(document.createElement('span'))
    whole.textContent = name
    const short = label.appendChild(document.createElement('span'))
    short.textContent = letters
    return caret
  }

  override ignoreEvent(): boolean {
    return true
  }
}
