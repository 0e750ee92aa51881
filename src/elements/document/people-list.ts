// Who has the document open, each as a name and a circle with their letters; one's own is the way to give a name.

import { html, nothing, type TemplateResult } from 'lit'
import type { DocumentTexts } from '../../locales/document/texts.ts'
import { lettersOf, nameLengthMax, nameOf, type Person } from './people.ts'

/** Of more, a number is told. */
export const facesMax = 8

interface PeopleList {
  readonly people: readonly Person[]
  /** Null where everyone may. */
  readonly mayWrite: ((person: Person) => boolean) | null
  readonly texts: DocumentTexts
  readonly isNaming: boolean
  readonly startNaming: () => void
  readonly rename: (name: string) => void
}

export function peopleList({ people, mayWrite, texts, isNaming, startNaming, rename }: PeopleList): TemplateResult {
  const unseen = people.length - facesMax
  return html`<ul class="people" part="people" aria-label=${texts.people}>
    ${people.slice(0, facesMax).map(person => {
      const sign = mayWrite?.(person) ? pen(texts.writer) : nothing
      if (!person.isSelf)
        return html`<li class="person">${face(person)}<span class="who">${nameOf(person, texts.unnamed)}</span>${sign}</li>`
      return html`<li><button type="button" class="person" aria-expanded=${`${isNaming}`} title=${texts.yourName}
        @click=${startNaming}>${face(person)}<span class="who">${nameOf(person, texts.unnamed)} (${texts.you})</span>${sign}</button></li>`
    })}
    ${unseen > 0 ? html`<li class="person quiet">${texts.morePeople(unseen)}</li>` : nothing}
  </ul>
  ${isNaming ? naming(people[0]!, texts, rename) : nothing}`
}

const pen = (label: string): TemplateResult =>
  html`<svg class="pen" viewBox="0 0 24 24" role="img" aria-label=${label}><path d="M4 20l1-5L16 4l4 4L9 19z"></path></svg>`

export const face = (person: Person): TemplateResult =>
  html`<span class="face hue-${person.hue}" aria-hidden="true">${lettersOf(person)}</span>`

function naming({ name }: Person, texts: DocumentTexts, rename: (name: string) => void): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    rename(String(new FormData(event.target as HTMLFormElement).get('name') ?? ''))
  }
  return html`<form class="naming" @submit=${submit}>
    <label>${texts.yourName}<input name="name" maxlength=${nameLengthMax} autocomplete="nickname" .value=${name} /></label>
    <button>${texts.done}</button>
  </form>`
}
