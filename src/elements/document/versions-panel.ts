// The versions of a document that this browser keeps: a slider goes through them up to now, and one can be brought back.

import { html, type LitElement, nothing, type TemplateResult } from 'lit'
import type { Doc } from 'yjs'
import type { Version, Versions } from '../../documents/shared-document.ts'
import type { DocumentTexts } from '../../locales/document/texts.ts'

export const versionNameLengthMax = 80

interface Shown {
  readonly version: Version
  readonly doc: Doc
}

interface VersionsPanelOptions {
  readonly texts: () => DocumentTexts
  readonly language: () => string
  /** An older state of the document, beside what it is now. */
  readonly show: (doc: Doc) => TemplateResult
  readonly announce: (news: string) => void
}

export class VersionsPanel {
  readonly #host: LitElement
  readonly #options: VersionsPanelOptions
  #versions: Versions | null = null
  #list: readonly Version[] = []
  /** Null: now. */
  #shown: Shown | null = null
  /** Where the slider went last. */
  #sought = 0
  #trouble = ''

  constructor(host: LitElement, options: VersionsPanelOptions) {
    this.#host = host
    this.#options = options
  }

  async open(versions: Versions): Promise<void> {
    this.#versions = versions
    this.#shown = null
    await this.#attempt(async () => {})
  }

  render(isReadOnly: boolean): TemplateResult {
    const texts = this.#options.texts()
    const last = this.#list.length
    const shown = this.#shown
    const at = shown === null ? last : this.#list.findIndex(({ id }) => id === shown.version.id)
    const label = shown === null ? texts.now : this.#labelOf(shown.version)
    return html`<section class="panel versions" part="versions" aria-label=${texts.versions}>
      <p class="quiet">${last === 0 ? texts.noVersions : texts.versionsSay}</p>
      ${
        last === 0
          ? nothing
          : html`<label class="slider"><span class="unseen">${texts.versions}</span>
            <input type="range" min="0" .max=${`${last}`} .value=${`${at}`} aria-valuetext=${label}
              @input=${(event: Event) => void this.#look(Number((event.target as HTMLInputElement).value))} />
            <span class="number">${label}</span></label>`
      }
      ${shown === null ? this.#renderKeeping(texts) : this.#renderShown(shown, texts, isReadOnly)}
      ${this.#trouble === '' ? nothing : html`<p class="trouble" role="alert">${this.#trouble}</p>`}
    </section>`
  }

  #renderKeeping(texts: DocumentTexts): TemplateResult {
    return html`<form class="keeping" @submit=${(event: SubmitEvent) => void this.#keep(event)}>
      <label>${texts.versionName}<input name="version" required maxlength=${versionNameLengthMax} autocomplete="off" /></label>
      <button>${texts.keepVersion}</button>
    </form>`
  }

  #renderShown({ version, doc }: Shown, texts: DocumentTexts, isReadOnly: boolean): TemplateResult {
    return html`<div class="older" part="version">${this.#options.show(doc)}</div>
      <div class="row">
        ${
          isReadOnly
            ? nothing
            : html`<button type="button" class="primary" @click=${() => void this.#restore(version)}>${texts.restore}</button>`
        }
        <button type="button" @click=${() => void this.#forget(version)}>${texts.forget}</button>
      </div>`
  }

  #labelOf({ name, kind, savedMs }: Version): string {
    const texts = this.#options.texts()
    const when = new Date(savedMs).toLocaleString(this.#options.language(), { dateStyle: 'medium', timeStyle: 'short' })
    return `${kind === 'replaced' ? texts.replaced(name) : name} · ${when}`
  }

  async #look(at: number): Promise<void> {
    const version = this.#list[at]
    this.#sought = at
    await this.#attempt(async versions => {
      const doc = version && (await versions.read(version.id))
      if (this.#sought === at) this.#shown = version && doc ? { version, doc } : null // or the slider went on meanwhile
    })
  }

  async #keep(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const name = String(new FormData(form).get('version') ?? '').trim()
    if (name === '') return
    await this.#attempt(async versions => {
      await versions.save(name)
      form.reset()
      this.#options.announce(this.#options.texts().keptVersion(name))
    })
  }

  async #restore({ id, name }: Version): Promise<void> {
    await this.#attempt(async versions => {
      await versions.restore(id)
      this.#shown = null
      this.#options.announce(this.#options.texts().restored(name))
    })
  }

  async #forget({ id }: Version): Promise<void> {
    await this.#attempt(async versions => {
      await versions.remove(id)
      this.#shown = null
    })
  }

  async #attempt(run: (versions: Versions) => Promise<void>): Promise<void> {
    const versions = this.#versions!
    try {
      await run(versions)
      this.#list = await versions.list()
      this.#trouble = ''
    } catch (error) {
      this.#trouble = (error as Error).message
    }
    this.#host.requestUpdate()
  }
}
