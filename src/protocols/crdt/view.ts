// One replica, drawn: what it shows, and what it holds to show that: who counted how much, the dots of what was added, and
// tombstones struck through. Above it, all replicas: who drags one onto another has the two meet.

import { css, html, nothing, type TemplateResult } from 'lit'
import { balanceOf, totalOf } from '../../core/crdt/counters.ts'
import type { Actor, Dot } from '../../core/crdt/dot.ts'
import { knows, type VersionVector } from '../../core/crdt/version-vector.ts'
import type { PeerId } from '../../core/ids.ts'
import type { NodeView, Seen } from '../../lab/view.ts'
import type { CrdtNode } from './node.ts'
import { type Objects, tombstonesIn } from './replica.ts'
import { viewWords } from './view-words.ts'

type Texts = (typeof viewWords)['en' | 'es' | 'pt']

const styles = css`
  .crdt { display: grid; gap: 0.6rem; margin-block-end: 0.75rem; overflow-wrap: anywhere; }
  .crdt .who { display: flex; flex-wrap: wrap; gap: 0.2rem 0.75rem; align-items: baseline; }
  .crdt .who strong { font-size: 1.15rem; }
  .crdt .replicas { display: flex; flex-wrap: wrap; gap: 0.35rem; }
  .crdt .replicas li { display: flex; gap: 0.6rem; align-items: center; min-block-size: 2.5rem; cursor: grab; touch-action: none; }
  .crdt dl { display: grid; grid-template-columns: fit-content(38%) minmax(0, 1fr); gap: 0.45rem 0.9rem; margin: 0; }
  .crdt dt { color: var(--quiet); }
  .crdt dd { display: flex; flex-wrap: wrap; gap: 0.2rem 0.35rem; align-items: baseline; margin: 0; }
  .crdt dd > b { min-inline-size: 1.5rem; font-size: 1.05rem; }
  .crdt .part { padding: 0 0.35rem; border: 2px solid var(--field); border-radius: 6px; line-height: 1.45; }
  .crdt .part small, .crdt .quiet { font-size: 0.75rem; color: var(--quiet); }
  .crdt .fresh { border-style: dashed; }
  .crdt .letters { gap: 1px; }
  .crdt .letters .part { padding: 0 0.2rem; min-inline-size: 1.1rem; text-align: center; white-space: pre; }
  .crdt del { border-style: dotted; color: var(--quiet); }
`

export const view: NodeView<CrdtNode> = {
  styles,

  draw(seen) {
    const { node, language } = seen
    const texts: Texts = viewWords[language as keyof typeof viewWords] ?? viewWords.en
    return html`<div class="crdt" part="crdt">
      ${drawMeetings(seen, texts)} ${drawWho(node, texts)} ${drawObjects(node, texts)} ${drawKnowledge(node, texts)}
    </div>`
  },
}

/** A kind of its own: what is dragged here from elsewhere is no replica. */
const dragged = 'application/x-tabswarm-replica'

function drawMeetings({ peer, members, ask }: Seen<CrdtNode>, texts: Texts): TemplateResult {
  const meet = (one: PeerId, other: PeerId) => ask(one, { type: 'meet', peer: other })
  const allow = (event: DragEvent) => event.dataTransfer?.types.includes(dragged) && event.preventDefault()
  const bring = (dragged: string | undefined, onto: string | undefined) => {
    const [one, other] = [dragged, onto].map(name => members.find(member => member === name))
    if (one !== undefined && other !== undefined && one !== other) meet(one, other)
  }
  const drop = (event: DragEvent, on: PeerId) => {
    event.preventDefault()
    bring(event.dataTransfer?.getData(dragged), on)
  }
  /** Fingers drag nothing of themselves, unless they rest on it first. */
  const lift = ({ pointerType, currentTarget, clientX, clientY }: PointerEvent, member: PeerId) => {
    if (pointerType !== 'touch') return
    const root = (currentTarget as HTMLElement).getRootNode() as ShadowRoot
    bring(member, root.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-replica]')?.dataset.replica)
  }
  return html`<p class="quiet" id="drag">${texts.drag}</p>
    <ul class="replicas" aria-labelledby="drag">
      ${members.map(
        member => html`<li
          class="part"
          draggable="true"
          data-replica=${member}
          @dragstart=${(event: DragEvent) => event.dataTransfer?.setData(dragged, member)}
          @dragover=${allow}
          @drop=${(event: DragEvent) => drop(event, member)}
          @pointerup=${(event: PointerEvent) => lift(event, member)}
        >
          ${member}
          ${
            member === peer
              ? nothing
              : html`<button type="button" @click=${() => meet(peer, member)}>${texts.meets(peer, member)}</button>`
          }
        </li>`,
      )}
    </ul>`
}

function drawWho({ actor, hasListened, replica, kept }: CrdtNode, texts: Texts): TemplateResult {
  const tombstones = tombstonesIn(replica.objects)
  return html`<p class="who">
    <strong>${actor}</strong>
    ${hasListened ? nothing : html`<span>${texts.isNew}</span>`}
    <span class=${tombstones === 0 ? 'quiet' : ''}>${texts.tombstones(tombstones)}</span>
    ${kept.is === 'log' ? html`<span>${texts.log(kept.operations.length)}</span>` : nothing}
    ${kept.is === 'log' && kept.early.length > 0 ? html`<span>${texts.early(kept.early.length)}</span>` : nothing}
    ${kept.is === 'intervals' ? html`<span>${texts.intervals(kept.steps.length)}</span>` : nothing}
  </p>`
}

function drawObjects({ replica: { objects, stable } }: CrdtNode, texts: Texts): TemplateResult {
  const { gCounter, pnCounter, lwwRegister, mvRegister } = objects
  return html`<dl>
    <dt>${texts.gCounter}</dt>
    <dd><b class="number">${totalOf(gCounter)}</b>${drawCounts(gCounter, '')}</dd>
    <dt>${texts.pnCounter}</dt>
    <dd>
      <b class="number">${balanceOf(pnCounter)}</b>${drawCounts(pnCounter.added, '+')} ${drawCounts(pnCounter.taken, '−')}
    </dd>
    <dt>${texts.lwwRegister}</dt>
    <dd>${lwwRegister === null ? texts.none : drawPart(lwwRegister.value, lwwRegister.dot, stable, texts, texts.at(lwwRegister.atMs))}</dd>
    <dt>${texts.mvRegister}</dt>
    <dd>
      ${mvRegister.length === 0 ? texts.none : mvRegister.map(({ value, dot }) => drawPart(value, dot, stable, texts))}
      ${mvRegister.length > 1 ? html`<span class="quiet">${texts.siblings}</span>` : nothing}
    </dd>
    ${drawCollections(objects, stable, texts)}
  </dl>`
}

function drawCollections({ orSet, lwwMap, sequence }: Objects, stable: VersionVector, texts: Texts): TemplateResult {
  return html`<dt>${texts.orSet}</dt>
    <dd>${orSet.length === 0 ? texts.none : orSet.map(({ element, dot }) => drawPart(element, dot, stable, texts))}</dd>
    <dt>${texts.lwwMap}</dt>
    <dd>
      ${lwwMap.length === 0 ? texts.none : nothing}
      ${lwwMap.map(({ key, value, dot }) =>
        value === null ? drawGone(key, dot, texts) : drawPart(`${key} → ${value}`, dot, stable, texts),
      )}
    </dd>
    <dt>${texts.sequence}</dt>
    <dd class="letters">
      ${sequence.length === 0 ? texts.none : nothing}
      ${sequence.map(({ id, letter, gone }) =>
        gone === null
          ? html`<span class=${classFor(id, stable)} title=${texts.from(nameOf(id))}>${letter}</span>`
          : drawGone(letter, gone, texts),
      )}
    </dd>`
}

const drawCounts = (counts: ReadonlyMap<Actor, number>, sign: string): readonly TemplateResult[] =>
  inOrder(counts).map(([actor, count]) => html`<span class="part">${sign}${count} <small>${actor}</small></span>`)

/** Solid is known to all, dashed is not, as far as this one knows. */
function drawPart(value: string, dot: Dot, stable: VersionVector, texts: Texts, note = ''): TemplateResult {
  const standing = knows(stable, dot) ? texts.isStable : texts.isFresh
  return html`<span class=${classFor(dot, stable)} title=${`${texts.from(nameOf(dot))}, ${standing}`}
    >${value} <small>${nameOf(dot)}${note === '' ? nothing : html` ${note}`}</small></span
  >`
}

const drawGone = (value: string, by: Dot, texts: Texts): TemplateResult =>
  html`<del class="part" title=${texts.gone(nameOf(by))}>${value}</del>`

function drawKnowledge({ replica, heard }: CrdtNode, texts: Texts): TemplateResult {
  const rows = [[texts.self, replica.context] as const, ...heard, [texts.all, replica.stable] as const]
  return html`<dl>
    ${rows.map(
      ([who, vector]) => html`<dt>${who}</dt>
        <dd>
          ${vector.size === 0 ? html`<span class="quiet">${texts.knowsNothing}</span>` : nothing}
          ${inOrder(vector).map(([actor, count]) => html`<span class="part"><small>${actor}</small> ${count}</span>`)}
        </dd>`,
    )}
  </dl>`
}

const classFor = (dot: Dot, stable: VersionVector): string => (knows(stable, dot) ? 'part' : 'part fresh')

const inOrder = (counts: ReadonlyMap<Actor, number>): readonly (readonly [Actor, number])[] =>
  [...counts].sort(([left], [right]) => (left < right ? -1 : 1))

const nameOf = ({ actor, count }: Dot): string => `${actor} ${count}`
