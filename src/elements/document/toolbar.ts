// A row of tools, one stop of the Tab key for all of them: the arrow keys go from one to the next.

import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit'

export interface Tool {
  readonly name: string
  readonly label: string
  /** The path of its picture, on a ground of 24 by 24. */
  readonly sign: string
  /** A letter that stands for it better than a picture. */
  readonly letter?: string
  readonly isOff?: boolean
  /** Null: it is no switch. */
  readonly isPressed?: boolean | null
  /** A gap before it. */
  readonly isApart?: boolean
  readonly run: () => void
}

export class Toolbar implements ReactiveController {
  readonly #host: LitElement
  #current = 0

  constructor(host: LitElement) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    this.#current = 0
  }

  render(label: string, tools: readonly Tool[]): TemplateResult {
    const current = Math.min(this.#current, tools.length - 1)
    return html`<div class="toolbar" part="toolbar" role="toolbar" aria-label=${label} @keydown=${this.#move}>
      ${tools.map((tool, index) => this.#render(tool, index, index === current))}
    </div>`
  }

  #render(
    { name, label, sign, letter, isOff = false, isPressed = null, isApart, run }: Tool,
    index: number,
    is: boolean,
  ) {
    return html`<button
      type="button"
      class=${`tool ${isApart ? 'apart' : ''}`}
      part="tool"
      data-tool=${name}
      title=${label}
      aria-label=${label}
      aria-pressed=${isPressed === null ? nothing : `${isPressed}`}
      aria-disabled=${`${isOff}`}
      tabindex=${is ? 0 : -1}
      @click=${() => {
        this.#stand(index)
        if (!isOff) run()
      }}
    >
      ${letter === undefined ? html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${sign}></path></svg>` : letter}
    </button>`
  }

  readonly #move = (event: KeyboardEvent): void => {
    const tools = [...(event.currentTarget as HTMLElement).querySelectorAll('button')]
    const at = tools.indexOf(event.target as HTMLButtonElement)
    const places: Readonly<Record<string, number>> = {
      ArrowRight: (at + 1) % tools.length,
      ArrowLeft: (at + tools.length - 1) % tools.length,
      Home: 0,
      End: tools.length - 1,
    }
    const place = places[event.key]
    if (at < 0 || place === undefined) return
    event.preventDefault()
    this.#stand(place)
    tools[place]!.focus()
  }

  #stand(index: number): void {
    this.#current = index
    this.#host.requestUpdate()
  }
}

/** What both kinds of document can do. */
export const signs = {
  undo: 'M9 7 4 12l5 5M4 12h10a6 6 0 0 1 6 6',
  redo: 'M15 7l5 5-5 5M20 12H10a6 6 0 0 0-6 6',
  versions: 'M4 5v5h5M4.6 10a8 8 0 1 1-.4 4M12 8v4l3 2',
  invite: 'M15 19a5 5 0 0 0-10 0M10 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6M18 8v6M15 11h6',
} as const
